import { dayName } from '../../lib/cards/clock.ts';
import { statisticsOf } from '../../lib/cards/statistics.ts';
import { forecastChart, heatMap, numbersTable } from './charts.ts';
import { find } from '../find.ts';
import { element } from './element.ts';
import { tellClock, tellNews } from './notices.ts';
import { openStudy, type Study } from './study.ts';

let study: Study | undefined;

async function start(): Promise<void> {
  study = await openStudy((news) => {
    tellNews(study, news);
    if (study !== undefined) show(study);
  });
  if (study.trouble !== undefined) tellNews(study, study.trouble);
  tellClock(study);
  show(study);
}

function show({ standings }: Study): void {
  const { added, fresh, learnt, suspended, reviews, forecast, retention, heat, today } = statisticsOf(
    standings,
    Date.now(),
  );
  const counts = { Cards: added, 'Not begun': fresh, Learnt: learnt, Suspended: suspended, Reviews: reviews };
  find('[data-counts]').replaceChildren(
    ...Object.entries(counts).map(([name, count]) =>
      element('div', {}, element('dt', {}, name), element('dd', {}, String(count))),
    ),
  );
  const days = forecast.map((count, index) => [dayName(today + index), count] as const);
  find('[data-forecast]').replaceChildren(forecastChart(forecast, today), numbersTable('Due', days));
  find('[data-retention]').textContent =
    retention === undefined
      ? 'Nothing to say yet: it counts cards that came back on a later day.'
      : `${Math.round((100 * retention.kept) / retention.of)} % of the cards that came back on a later day were known (${retention.kept} of ${retention.of}). The schedule aims at 90 %.`;
  const first = today - heat.length + 1;
  const reviewed = heat.flatMap((count, index) => (count > 0 ? [[dayName(first + index), count] as const] : []));
  find('[data-heat]').replaceChildren(heatMap(heat, today), numbersTable('Reviews', reviewed));
}

void start();
