import type { MockQuestion } from '../../components/Interview/mock-session.ts';
import { noteOf, questionsOf, questionTopics } from '../../lib/questions/list.ts';
import { href } from '../../lib/url.ts';

/** What the mock interview asks. */
export async function GET(): Promise<Response> {
  const topics = await questionTopics();
  const questions = topics.flatMap((topic) => questionsOf(topic).map((question) => ({ topic, question })));
  const asked = questions.map(async ({ topic, question }): Promise<MockQuestion> => {
    const { id, level, q, short, deeper, wrong, why, next } = question;
    const { title, path } = await noteOf(question);
    const about = { id: topic.id, title: topic.data.title };
    return { id, topic: about, level, q, short, deeper, wrong, why, next, note: { title, url: href(path) } };
  });
  return Response.json(await Promise.all(asked));
}
