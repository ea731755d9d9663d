/** The clinic's list of prices: a file of the site, named in `config.json`, checked like an answer. */
import * as z from 'zod/mini';
import { cents, fromDollars } from '../core/money.ts';
import type { PriceList } from '../core/price.ts';
import { createHttp } from '../net/http.ts';

const text = z.string().check(z.minLength(1));

const priceListSchema = z.object({
  label: text,
  asOf: z.iso.date(),
  currency: z.literal('USD'),
  tests: z.array(
    z.object({
      name: text,
      cptCode: z.nullish(z.string()),
      price: z.number().check(z.nonnegative()),
    }),
  ),
});

/** Reads a list of prices in US dollars. @throws the errors of `core/errors.ts` */
export async function readPriceList(address: URL, signal?: AbortSignal): Promise<PriceList> {
  const http = createHttp({ baseUrl: new URL('.', address).href });
  const list = await http.get(address.pathname.split('/').at(-1) ?? '', priceListSchema, signal);
  return {
    label: list.label,
    asOf: list.asOf,
    tests: list.tests.map(({ name, cptCode, price }) => ({
      name,
      cptCode: cptCode ?? null,
      price: fromDollars(price) ?? cents(0),
    })),
  };
}
