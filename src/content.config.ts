import { defineCollection, reference } from 'astro:content';
import { file, glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { parse } from 'yaml';
import { SEVERITIES } from './lib/corrections/severities.ts';
import { DRILL_LEVELS, DRILL_TOPICS } from './lib/drills/levels.ts';
import { ERROR_SUBJECTS } from './lib/errors/subjects.ts';
import { PLACEHOLDER_NAMES } from './lib/placeholders/names.ts';
import { LEVELS } from './lib/questions/levels.ts';

/** What a page with runnable blocks says of its host before the first command. */
const start = {
  /** Images that are already there; others are pulled when a command asks for them. */
  images: z.array(z.string()).default([]),
  /** Files in the directory in which the commands run. */
  files: z.record(z.string(), z.string()).default({}),
};

/** Ids of src/lib/coverage/inventory.json that a page treats: `t001`, or `t001#heading` for a part of it. */
const covers = z.array(z.string().regex(/^[tgce]\d+(#[\w-]+)?$/)).default([]);

/** Words of the page's commands that stand for a reader's own, by what they are: `web: container`. */
const placeholders = z.record(z.string().min(2), z.enum(PLACEHOLDER_NAMES));

const notes = defineCollection({
  loader: glob({ base: './src/content/notes', pattern: '**/*.mdx' }),
  schema: z.strictObject({
    title: z.string().max(60),
    /** What the reader can do afterwards; also the search result. */
    summary: z.string().min(40).max(160),
    /** Docker Engine release whose output the note shows. */
    engine: z.string().regex(/^\d+\.\d+$/),
    terms: z.array(reference('glossary')).default([]),
    sources: z.array(z.url()).min(1),
    covers,
    placeholders: placeholders.default({}),
    ...start,
  }),
});

/** Text of pages that are no notes, as the home page's example. */
const fragments = defineCollection({
  loader: glob({ base: './src/content/fragments', pattern: '**/*.mdx' }),
  schema: z.strictObject({ about: z.string(), ...start }),
});

const tracks = defineCollection({
  loader: file('src/content/tracks.yaml', {
    parser: (text) => (parse(text) as Record<string, unknown>[]).map((track, order) => ({ ...track, order })),
  }),
  schema: z.strictObject({
    id: z.string(),
    /** Place in the order of reading: that of tracks.yaml. */
    order: z.int(),
    title: z.string().max(40),
    summary: z.string().min(40).max(200),
    notes: z.array(reference('notes')).min(1),
  }),
});

const glossary = defineCollection({
  loader: glob({ base: './src/content/glossary', pattern: '*.md' }),
  schema: z.strictObject({
    term: z.string().max(40),
    /** Other words for it, as they stand in texts. */
    also: z.array(z.string().max(40)).default([]),
    covers,
  }),
});

const cheatsheets = defineCollection({
  loader: glob({ base: './src/content/cheatsheets', pattern: '*.yaml' }),
  schema: z.strictObject({
    title: z.string().max(40),
    summary: z.string().min(40).max(160),
    placeholders: placeholders.default({}),
    ...start,
    groups: z
      .array(
        z.strictObject({
          title: z.string().max(40),
          /** Commands that make the state in which the rows make sense. */
          start: z.string().optional(),
          rows: z
            .array(
              z.strictObject({
                task: z.string().max(60),
                command: z.string().max(160),
                does: z.string().max(200),
                /** What is lost, when the command destroys something. */
                danger: z.string().max(80).optional(),
                /** Podman's form, where it is not the same with `podman` in place of `docker`. */
                podman: z.string().max(160).optional(),
                /** A command of Compose, or the lines of a service in its file. */
                compose: z.string().max(160).optional(),
                note: reference('notes').optional(),
                covers,
                /** Others than the sheet's. */
                placeholders: placeholders.optional(),
                /** Another start than the group's. */
                start: z.string().optional(),
                /** What one types while it runs, as `exit` or Ctrl-C. */
                types: z.string().optional(),
                /** Exit code when it is not 0. */
                exit: z.int().optional(),
              }),
            )
            .min(1),
        }),
      )
      .min(1),
  }),
});

/** Reference pages of commands and flags that treat a topic, too. */
const topicCommands = defineCollection({
  loader: file('src/content/topic-commands.yaml'),
  schema: z.strictObject({ id: z.string(), commands: z.array(z.string()).min(1) }),
});

/** What flags do, in our own words; the command's data has those of Docker's help. */
const flags = defineCollection({
  loader: glob({ base: './src/content/flags', pattern: '*.yaml' }),
  schema: z.strictObject({ command: z.string(), flags: z.record(z.string(), z.string().min(10).max(200)) }),
});

/** Messages that Docker prints when something fails, each with commands that make it happen and others that mend it. */
const errors = defineCollection({
  loader: glob({ base: './src/content/errors', pattern: '*.yaml' }),
  schema: z
    .strictObject({
      title: z.string().max(60),
      subject: z.enum(ERROR_SUBJECTS),
      /** The engine's words; what differs from case to case stands as `<placeholder>`. */
      message: z.string(),
      /** The same message in the words of other releases. */
      also: z.array(z.string()).default([]),
      cause: z.string().min(20).max(500),
      fix: z.string().min(10).max(400),
      ...start,
      /** Commands, the last of which fails. */
      make: z.array(z.string()).min(1).optional(),
      /** Commands typed after those, on the same host. */
      repair: z.array(z.string()).min(1).optional(),
      /** Why the host can't show it, where `make` is missing. */
      unshown: z.string().optional(),
      /** Exit code of the last command of `make`. */
      exit: z.int(),
      /** Exit code of the container, where that is the message. */
      container: z.int().optional(),
      note: reference('notes').optional(),
      terms: z.array(reference('glossary')).default([]),
      covers,
    })
    .refine(({ make, repair, unshown }) => (make === undefined) === (unshown !== undefined) && !make === !repair, {
      message: 'an error is made and repaired, or says why it is not shown',
    }),
});

/** Mistakes of the notes that this site replaces, by subject: what was said, and what is so. */
const corrections = defineCollection({
  loader: glob({ base: './src/content/corrections', pattern: '*.yaml' }),
  schema: z.strictObject({
    title: z.string().max(40),
    summary: z.string().min(40).max(160),
    /** Place among the subjects. */
    order: z.int(),
    ...start,
    entries: z.record(
      z.string().regex(/^e\d{3}$/),
      z.strictObject({
        /** A few words of the source, as they stood there. */
        said: z.string().max(160),
        so: z.string().min(10).max(500),
        severity: z.enum(SEVERITIES),
        /** Commands that show it, typed in order on the page's host. */
        proof: z.array(z.string()).min(1).optional(),
        /** Exit code of the last command of `proof`. */
        exit: z.int().default(0),
        note: reference('notes').optional(),
        /** Heading of that note, by its id. */
        heading: z.string().optional(),
      }),
    ),
  }),
});

/** What the playground can start from. */
const projects = defineCollection({
  loader: glob({ base: './src/content/projects', pattern: '*.yaml' }),
  schema: z.strictObject({
    /** Place in the list. */
    order: z.int(),
    title: z.string().max(60),
    about: z.string().min(40).max(160),
    ...start,
    /** A file of src/sandbox/host/scenarios that makes the start state. */
    scenario: z.string().optional(),
    /** Commands to try, in their order. */
    try: z.array(z.string()).min(1),
    /** The port to look at afterwards. */
    port: z.int().optional(),
  }),
});

/** Tasks on a host that is broken or empty, graded by what the host is like afterwards. */
const drills = defineCollection({
  loader: glob({ base: './src/content/drills', pattern: '*.yaml' }),
  schema: z.strictObject({
    title: z.string().max(60),
    level: z.enum(DRILL_LEVELS),
    topic: z.enum(DRILL_TOPICS),
    /** What has happened and what is wanted: two to four sentences. */
    story: z.string().min(60).max(600),
    ...start,
    /** A file of src/sandbox/host/scenarios that comes before `start`. */
    scenario: z.string().optional(),
    /** Commands that make the state in which it begins. */
    start: z.string().optional(),
    checks: z
      .array(
        z.strictObject({
          says: z.string().min(10).max(140),
          /** Exits 0 on the host where that is so. */
          run: z.string(),
          /** It is so from the start and must stay so. */
          keeps: z.boolean().default(false),
        }),
      )
      .min(1),
    /** From a nudge to nearly the answer. */
    hints: z.array(z.string().min(10).max(300)).min(2),
    solution: z.array(z.string()).min(1),
    /** Attempts that look right and leave some check unfulfilled. */
    wrong: z.array(z.array(z.string()).min(1)).default([]),
    /** Why the solution is right. */
    because: z.string().min(20).max(500),
    /** Commands that a good solution needs, with those that find the cause. */
    par: z.int().min(1),
    note: reference('notes'),
  }),
});

/** Questions of interviews by topic, each with its answer, what is wrongly answered, and commands that show it. */
const questions = defineCollection({
  loader: glob({ base: './src/content/questions', pattern: '*.yaml' }),
  schema: z.strictObject({
    title: z.string().max(40),
    summary: z.string().min(40).max(160),
    /** Place among the topics. */
    order: z.int(),
    ...start,
    entries: z.record(
      z.string().regex(/^[a-z][a-z0-9-]+$/),
      z.strictObject({
        q: z.string().max(160),
        level: z.enum(LEVELS),
        /** The answer of one minute. */
        short: z.string().min(40).max(700),
        /** What somebody with experience adds. */
        deeper: z.string().min(30).max(700),
        /** The popular wrong answer, and why it is wrong. */
        wrong: z.string().min(10).max(200),
        why: z.string().min(15).max(400),
        /** What the interviewer asks next. */
        next: z.string().min(10).max(200),
        /** Commands that show it, typed on a host of their own. */
        proof: z.array(z.string()).min(1).optional(),
        /** Texts that they print. */
        expect: z.array(z.string()).min(1).optional(),
        /** Exit code of the last of them. */
        exit: z.int().default(0),
        /** A note, `track/name`, or a heading of it, `track/name#heading`. */
        note: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+(#[\w-]+)?$/),
      }),
    ),
  }),
});

export const collections = {
  questions,
  drills,
  projects,
  notes,
  fragments,
  tracks,
  glossary,
  cheatsheets,
  flags,
  topicCommands,
  errors,
  corrections,
};
