import { describe, expect, it } from 'vitest';
import { describeStoreAddress, parseStoreAddress, WrongStoreAddress } from './address.ts';

describe('the address of Redis', () => {
  const rows = [
    ['redis://localhost', { kind: 'server', host: 'localhost', port: 6379, tls: false }],
    [
      'redis://:p%40ss@db.example.org:6380/2',
      { kind: 'server', host: 'db.example.org', port: 6380, tls: false, password: 'p@ss', db: 2 },
    ],
    [
      'rediss://monitor:secret@[2001:db8::1]:6379',
      { kind: 'server', host: '2001:db8::1', port: 6379, tls: true, username: 'monitor', password: 'secret' },
    ],
    ['unix:///var/run/redis.sock', { kind: 'socket', path: '/var/run/redis.sock' }],
    [
      'redis-sentinel://:secret@a:26379,b/mymaster/1',
      {
        kind: 'sentinel',
        sentinels: [
          { host: 'a', port: 26379 },
          { host: 'b', port: 26379 },
        ],
        master: 'mymaster',
        tls: false,
        password: 'secret',
        db: 1,
      },
    ],
    [
      'rediss-cluster://a:7000,b:7001',
      {
        kind: 'cluster',
        nodes: [
          { host: 'a', port: 7000 },
          { host: 'b', port: 7001 },
        ],
        tls: true,
      },
    ],
  ] as const;

  it.each(rows)('reads %s', (text, address) => {
    expect(parseStoreAddress(text)).toEqual(address);
  });

  const wrong = [
    ['localhost:6379', /not an address/],
    ['http://localhost', /scheme http:\/\/ is unknown/],
    ['redis://', /not a host/],
    ['redis://host:99999', /port 99999/],
    ['redis://a,b', /takes one host/],
    ['redis://host/first', /database "first" is not a number/],
    ['redis-sentinel://a:26379', /name of the master/],
    ['redis-cluster://a/3', /no database numbers/],
    ['unix://redis.sock', /unix:\/\/\/path/],
    ['redis://:100%@host', /%25/],
  ] as const;

  it.each(wrong)('refuses %s with a remedy', (text, message) => {
    expect(() => parseStoreAddress(text)).toThrow(WrongStoreAddress);
    expect(() => parseStoreAddress(text)).toThrow(message);
  });

  it('never shows the login, neither in descriptions nor in errors', () => {
    const text = 'redis://monitor:hunter2@host:notaport';
    expect(() => parseStoreAddress(text)).toThrow(/^(?!.*hunter2)/);
    expect(describeStoreAddress(parseStoreAddress('redis://monitor:hunter2@host'))).toBe('redis://host:6379');
  });
});
