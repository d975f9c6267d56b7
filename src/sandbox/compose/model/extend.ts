import { ComposeError } from './error.ts';
import { absolutePath, directoryOf, readText } from './files.ts';
import { interpolate } from './interpolate.ts';
import type { LoadContext } from './load.ts';
import { absoluteService } from './load.ts';
import { merge } from './merge.ts';
import type { Tree, TreeMap } from './tree.ts';
import { isMap, scalarText } from './tree.ts';
import { parseYaml } from './yaml.ts';

interface Step {
  readonly service: string;
  /** In which what it extends stands, as it is named there. */
  readonly file: string;
}

/** Services with `extends` get what they extend. @see compose-go loader/extends.go */
export function extend(context: LoadContext, file: string, model: TreeMap): TreeMap {
  const services = model['services'];
  if (!isMap(services)) return model;
  return {
    ...model,
    services: Object.fromEntries(
      Object.keys(services).map((name) => [
        name,
        extended({ ...context, mainFile: file }, { service: name, file }, services, []),
      ]),
    ),
  };
}

function extended(
  context: LoadContext & { readonly mainFile: string },
  step: Step,
  services: TreeMap,
  before: readonly Step[],
): Tree {
  const service = services[step.service];
  if (service !== null && service !== undefined && !isMap(service)) {
    throw new ComposeError(`services.${step.service} must be a mapping`);
  }
  if (!isMap(service) || service['extends'] === undefined) return service ?? null;
  const { extends: by, ...own } = service;
  const target = targetOf(step.service, by ?? null);
  const other =
    isMap(by) && by['file'] !== undefined
      ? absolutePath(scalarText(by['file']), context.directory, context.home)
      : undefined;
  const from = other === undefined ? services : servicesOf(context, other, step.service);
  const base: Step = { service: target, file: other ?? step.file };
  if (!Object.hasOwn(from, target)) {
    throw new ComposeError(
      `cannot extend service "${step.service}" in ${step.file}: service "${target}" not found${other === undefined ? '' : ` in ${scalarText(isMap(by) ? by['file'] : null)}`}`,
    );
  }
  const taken: Step = {
    service: step.service,
    file: other === undefined ? context.mainFile : scalarText((by as TreeMap)['file']),
  };
  if (before.some((one) => one.service === taken.service && one.file === taken.file)) {
    throw circular([...before, taken]);
  }
  const inner = extended(other === undefined ? context : { ...context, directory: directoryOf(other) }, base, from, [
    ...before,
    taken,
  ]);
  if (!isMap(inner)) return own;
  const directory = directoryOf(base.file);
  const inherited =
    other === undefined
      ? inner
      : absoluteService(inner, (path) => absolutePath(scalarText(path), directory, context.home));
  return merge(inherited, own, ['services', step.service]);
}

/** What is no text is no name: the schema, which would refuse it, is asked later. */
function targetOf(service: string, by: Tree): string {
  if (!isMap(by)) return typeof by === 'string' ? by : '';
  if (typeof by['service'] !== 'string') throw new ComposeError(`extends.${service}.service is required`);
  return by['service'];
}

function servicesOf(context: LoadContext, file: string, service: string): TreeMap {
  const [document] = parseYaml(readText(context.io, file), file);
  const tree = document?.tree ?? null;
  const services = isMap(tree) ? tree['services'] : undefined;
  if (!isMap(services)) throw new ComposeError(`cannot extend service "${service}" in ${file}: no services section`);
  return context.interpolate ? (interpolate(services, context.lookup, context, ['services']) as TreeMap) : services;
}

function circular(steps: readonly Step[]): ComposeError {
  const lines = steps.map(({ service, file }, index) => `  ${index === 0 ? '' : 'extends '}${service} in ${file}`);
  return new ComposeError(`Circular reference:\n${lines.join('\n')}`);
}
