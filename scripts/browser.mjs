// Where a Chrome or Chromium is. Used by setup.mjs and by the browser tests.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** @param {string} path */
function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // accessSync has no other way to say no
  }
}

/** @returns {string | undefined} the path of a browser's executable: CHROME_PATH, or the first one in PATH */
export function findBrowser() {
  const { CHROME_PATH, PATH = '' } = process.env;
  if (CHROME_PATH) return executable(CHROME_PATH) ? CHROME_PATH : undefined;
  const folders = PATH.split(delimiter).filter(Boolean);
  return [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...MAC].find(executable);
}
