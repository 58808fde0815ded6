import { DefaultRestOptions, type RESTOptions } from 'discord.js';

/**
 * How discord.js sends a request, but for forms, which are written out first. One process has one dispatcher for all copies of the HTTP library, that of
 * the copy which was loaded first; where that is the readers' of feeds, it does not know the form of discord.js, and no file would ever be sent.
 */
export const makeRequest: RESTOptions['makeRequest'] = async (url, init) => {
  if (!(init.body instanceof FormData)) return DefaultRestOptions.makeRequest(url, init);
  const form = new Response(init.body);
  const headers = {
    ...(init.headers as Record<string, string>),
    'content-type': form.headers.get('content-type') ?? '',
  };
  return DefaultRestOptions.makeRequest(url, { ...init, headers, body: new Uint8Array(await form.arrayBuffer()) });
};
