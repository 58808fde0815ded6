import { type FSWatcher, watch } from 'node:fs';

export interface ConfigWatch {
  close(): void;
}

/**
 * Calls `onChange` a little after anything in a folder changed, once per burst. The folder is watched, not its files: a watch on a file goes deaf when
 * an editor or a mounted volume replaces it by a rename. `onError` hears when the system cannot watch; SIGHUP remains.
 */
export function watchFolder(
  dir: string,
  onChange: () => void,
  options: { readonly quietMs?: number; readonly onError?: (error: Error) => void } = {},
): ConfigWatch {
  const { quietMs = 300, onError = () => undefined } = options;
  let timer: NodeJS.Timeout | undefined;
  let watcher: FSWatcher | undefined;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, quietMs);
  };
  try {
    watcher = watch(dir, { recursive: true, persistent: false }, soon);
    watcher.on('error', onError);
  } catch (error) {
    onError(error instanceof Error ? error : new Error(String(error)));
  }
  return {
    close() {
      clearTimeout(timer);
      watcher?.close();
    },
  };
}
