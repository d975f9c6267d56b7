import type { Random } from '../kernel/random.ts';

const ADJECTIVES =
  'agile amber bold brave bright brisk calm clever cosmic crisp curious eager fair fancy fond gentle glad golden happy honest humble jolly keen kind lively loyal lucid lucky mellow merry modest nimble noble patient polite proud quick quiet serene sharp shiny silent smart steady sunny swift tender tidy upbeat vivid warm wise witty zesty'.split(
    ' ',
  );
const SURNAMES =
  'allen babbage bartik bell bohr boole cerf church codd curie darwin dijkstra edison einstein engelbart euclid euler faraday fermat feynman galileo gauss goodall hamilton hawking hopper hypatia kay keller kepler knuth lamport liskov lovelace mccarthy meitner mendel newton noether pascal pasteur perlman planck ride ritchie shannon stallman tesla thompson torvalds turing volta wilson wing wozniak'.split(
    ' ',
  );

/** A name for a container that its user didn't name; with a digit when the plain one is taken. */
export function generateName(random: Random, isTaken: (name: string) => boolean): string {
  for (let attempt = 0; attempt < 6; attempt++) {
    const name = `${random.pick(ADJECTIVES)}_${random.pick(SURNAMES)}${attempt === 0 ? '' : random.below(10)}`;
    if (!isTaken(name)) return name;
  }
  return random.hex(12);
}
