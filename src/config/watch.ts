import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

export interface ConfigWatch {
  close(): void;
}

/**
 * Calls `onChange` a little after anything in a folder changed, once per burst. The folder is watched, not its files: a watch on a file goes deaf when
 * an editor or a mounted volume replaces it by a rename. Its place in the parent is watched too: the folder itself may be a link that is turned to
 * another one. `onError` hears when the system cannot watch; SIGHUP remains.
 */
export function watchFolder(
  dir: string,
  onChange: () => void,
  options: { readonly quietMs?: number; readonly onError?: (error: Error) => void } = {},
): ConfigWatch {
  const { quietMs = 300, onError = () => undefined } = options;
  const folder = resolve(dir);
  let timer: NodeJS.Timeout | undefined;
  let inside: FSWatcher | undefined;

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, quietMs);
  };

  function attempt(open: () => FSWatcher): FSWatcher | undefined {
    try {
      const watcher = open();
      watcher.on('error', onError);
      return watcher;
    } catch (error) {
      onError(error instanceof Error ? error : new Error(String(error)));
      return undefined;
    }
  }

  function watchInside(): void {
    inside?.close();
    inside = attempt(() => watch(folder, { recursive: true, persistent: false }, soon));
  }

  const place = attempt(() =>
    watch(dirname(folder), { persistent: false }, (_event, name) => {
      if (name !== basename(folder)) return;
      // Another folder stands there now: the old watch would listen to the one that left.
      watchInside();
      soon();
    }),
  );
  watchInside();
  return {
    close() {
      clearTimeout(timer);
      inside?.close();
      place?.close();
    },
  };
}
