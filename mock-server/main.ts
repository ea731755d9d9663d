/**
 * The mock server from the command line.
 *
 * Its one law: standard output carries exactly one line, `ready <url>`, when the server listens, so
 * that a script can wait for it.
 */
import { parseArgs } from 'node:util';
import { defaultOptions, type MockOptions, type Mode } from './options.ts';
import { createMockServer, type MockServer } from './server.ts';

const usage = `usage: npm run mock -- [options]
  --port <port>          port to listen on, 0 for a free one (8000)
  --mode <mode>          documented or real (${defaultOptions.mode})
  --rate <number>        pieces of a reply a second, 0 for as fast as possible (${defaultOptions.rate})
  --seed <integer>       chooses the case and the signing key (${defaultOptions.seed})
  --token-ttl <seconds>  life of an access token (${defaultOptions.tokenTtlSeconds})
  --no-control           nobody can ask for faults under /_mock/
`;

type Arguments = Omit<MockOptions, 'now'> & { port: number };

function readArguments(): Arguments {
  const text = { type: 'string' } as const;
  const numbers = { port: text, rate: text, seed: text, 'token-ttl': text };
  const options = { ...numbers, mode: text, 'no-control': { type: 'boolean' } } as const;
  const { values } = parseArgs({ options, strict: true, allowPositionals: false });
  return {
    port: readInteger('port', values.port ?? '8000', 0, 65_535),
    mode: readMode(values.mode ?? defaultOptions.mode),
    rate: readNumber('rate', values.rate ?? `${defaultOptions.rate}`),
    seed: readInteger('seed', values.seed ?? `${defaultOptions.seed}`, 0),
    control: values['no-control'] !== true,
    tokenTtlSeconds: readInteger('token-ttl', values['token-ttl'] ?? '3600', 1),
  };
}

function readMode(text: string): Mode {
  if (text === 'documented' || text === 'real') return text;
  throw new Error(`--mode must be documented or real, not '${text}'`);
}

function readNumber(name: string, text: string): number {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  throw new Error(`--${name} must be a number of 0 or more, not '${text}'`);
}

function readInteger(
  name: string,
  text: string,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): number {
  const value = readNumber(name, text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`--${name} must be a whole number from ${least} to ${most}, not '${text}'`);
}

function closeOnSignal(server: MockServer): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server.close().then(() => process.exit(0)));
  }
}

async function main(): Promise<void> {
  const { port, ...options } = readArguments();
  const server = await createMockServer(options);
  closeOnSignal(server);
  process.stdout.write(`ready ${await server.listen(port)}\n`);
}

try {
  await main();
} catch (error) {
  const isUsage = error instanceof Error && !('syscall' in error);
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (isUsage) process.stderr.write(usage);
  process.exit(isUsage ? 2 : 1);
}
