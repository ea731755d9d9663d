/**
 * What a site says about itself in `config.json`, key by key. It holds no secret.
 *
 * Its one law: what concerns one workspace (one tenant's back ends and how they are used) is of
 * `workspaceKeys`, what concerns the whole page is not.
 */
import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1));
/** Of something on the web, absolute or relative to the page. */
const address = text.check(
  z.refine((value) => URL.canParse(value, 'https://page.invalid'), {
    error: 'expected an address such as "/api/v1" or "https://host/api/v1"',
  }),
);
const seconds = z.number().check(z.positive());
const count = z.int().check(z.positive());

const restBreaker = { failures: 5, rest: 30 };
const lineBreaker = { failures: 3, rest: 15 };

/** How long a reply is waited for. */
const turnLimits = {
  /** Seconds until a reply begins; then it counts as none. */
  firstFrame: seconds,
  /** Seconds of silence in a reply until that is shown. */
  stall: seconds,
  /** Seconds of silence that end a reply. */
  giveUp: seconds,
};
const ownLimits = z.optional(
  z.strictObject({
    /** As `limits.firstFrame`, for this assistant. */
    firstFrame: z.optional(seconds),
    /** As `limits.stall`, for this assistant. */
    stall: z.optional(seconds),
    /** As `limits.giveUp`, for this assistant. */
    giveUp: z.optional(seconds),
  }),
);
/** Here and after parsing without a slash at its end. */
const baseUrl = z.pipe(
  address,
  z.transform((value) => value.replace(/\/+$/, '')),
);

/** What one workspace is made of. */
const workspaceKeys = {
  /** The name of the clinic or department, always on screen. */
  tenant: text,
  /** How people sign in: without it by Dx0 where there is one, else by a key where a service wants one, else by a name alone. */
  signIn: z.optional(
    z.strictObject({
      /** `dx0`: to Dx0, by name and password. `token-endpoint`: the same, for a bearer token. `api-key`: by a key that each person pastes. `name`: by a name that nobody checks. */
      kind: z.enum(['dx0', 'token-endpoint', 'api-key', 'name']),
      /** Where a token endpoint takes credentials and refresh tokens. */
      endpoint: z.optional(address),
      /** Where a token endpoint is told that somebody has signed out; without it nobody is. */
      signOutEndpoint: z.optional(address),
      /** Sent to a token endpoint with every request, such as `client_id`. */
      fields: z._default(z.record(z.string(), z.string()), {}),
    }),
  ),
  /** The diagnostic panel; its people sign in to it. */
  dx0: z.optional(
    z.strictObject({
      /** Address of the Dx0 API. */
      baseUrl,
      /** What the assistant is called on screen. */
      assistant: z._default(text, 'Diagnostic panel'),
      /** What a conversation may spend unless the person says otherwise, in US dollars; `null` for no limit. */
      budget: z._default(z.nullable(z.number().check(z.nonnegative())), null),
      /** Added to the query of every request, for gateways that route by it. */
      parameters: z._default(z.record(z.string(), z.string()), {}),
      /** The token of a stream goes in a header instead of the address; the proxy of deploy/ turns it into what Dx0 takes. */
      tokenInProtocol: z._default(z.boolean(), false),
      /** For an assistant that is slower or quicker than the rest. */
      limits: ownLimits,
    }),
  ),
  /** An assistant that streams and screens for emergencies; it asks nobody who they are. */
  aiDoctor: z.optional(
    z.strictObject({
      /** Address of the AI Doctor API, e.g. `/api/v1`. */
      baseUrl,
      /** What the assistant is called on screen. */
      assistant: z._default(text, 'AI Doctor'),
      /** Its agents take part; without them the server has little to say. */
      agents: z._default(z.boolean(), true),
      /** For an assistant that is slower or quicker than the rest. */
      limits: ownLimits,
    }),
  ),
  /** A service that keeps conversations, answers by itself and analyses text; it takes the token of the sign-in. */
  sessions: z.optional(
    z.strictObject({
      /** Address of the Sessions API, e.g. `/openai`. */
      baseUrl,
      /** What it is used for. */
      roles: z._default(z.array(z.enum(['conversation', 'history', 'analysis'])), [
        'conversation',
        'history',
        'analysis',
      ]),
      /** What the assistant is called on screen. */
      assistant: z._default(text, 'Consultant'),
      /** Which model answers; without it the server chooses. */
      model: z.optional(text),
      /** How many questions and analyses it takes, together. */
      requestsPerMinute: z._default(count, 10),
      /** How long an answer is looked for before the person is asked whether to wait on, in seconds. */
      answerLimit: z._default(seconds, 300),
      /** Offered for new conversations before the usual ones. */
      templates: z._default(
        z.array(
          z.strictObject({
            /** What it is called in the list. */
            name: text,
            /** What it is good for, in a few words. */
            purpose: z._default(z.string(), ''),
            /** What the assistant is told to be. */
            instructions: text,
          }),
        ),
        [],
      ),
      /** For an assistant that is slower or quicker than the rest. */
      limits: ownLimits,
    }),
  ),
  /** A desk of agents and people: converses, hands over, and pushes notices; takes the token of the sign-in, or a key. */
  xians: z.optional(
    z.strictObject({
      /** Address of the site that serves `/api/user` and `/ws/chat`, e.g. `/`. */
      baseUrl,
      /** The tenant that the server keeps this clinic as. */
      tenantId: text,
      /** The workflow that answers. */
      workflow: text,
      /** What it is used for. */
      roles: z._default(z.array(z.enum(['conversation', 'notices'])), ['conversation', 'notices']),
      /** What the assistant is called on screen. */
      assistant: z._default(text, 'Care desk'),
      /** The workflow whose notices are shown. */
      noticeWorkflow: z._default(text, 'notification-service'),
      /** Only notices of this scope; without it all of that workflow. */
      noticeScope: z.optional(text),
      /** Who may send a notice to everybody here; the server has the last word. Without it nobody is offered it. */
      broadcast: z._default(
        z.strictObject({
          /** Groups of the sign-in to Dx0, such as `admin`. */
          groups: z._default(z.array(text), []),
          /** People by the name they sign in with, in whatever case. */
          users: z._default(z.array(text), []),
        }),
        { groups: [], users: [] },
      ),
      /** How often the stream of notices gives a sign of life, in seconds; after two without it is tried anew. */
      heartbeat: z._default(z.int().check(z.gte(1), z.lte(300)), 15),
      /** How long an answer is looked for before the person is asked whether to wait on, in seconds. */
      answerLimit: z._default(seconds, 300),
      /** For an assistant that is slower or quicker than the rest. */
      limits: ownLimits,
    }),
  ),
  /** What is done about services that fail, and who is told. */
  resilience: z._default(
    z.strictObject({
      /** For requests that are asked and answered. */
      rest: z._default(
        z.strictObject({
          /** So many failures in a row, and the service is left in peace. */
          failures: count,
          /** For so many seconds; then one request tries whether it is back. */
          rest: seconds,
        }),
        restBreaker,
      ),
      /** For lines that stand: sockets, hubs, streams of events. */
      socket: z._default(
        z.strictObject({
          /** So many tries in a row that fail, and the next is not made soon. */
          failures: count,
          /** But after so many seconds at least. */
          rest: seconds,
        }),
        lineBreaker,
      ),
      /** Where figures and errors are sent, without anything on persons; without it nowhere. */
      reportTo: z.optional(address),
      /** Seconds between two reports. */
      reportEvery: z._default(seconds, 60),
    }),
    { rest: restBreaker, socket: lineBreaker, reportEvery: 60 },
  ),
  /** Address of the clinic's list of prices; without it prices are known only once observed. */
  priceList: z.optional(address),
  /** Marks the site as a demonstration and offers its accounts on the sign-in page. */
  demo: z.optional(
    z.strictObject({
      /** Invented people who may sign in. */
      accounts: z.array(
        z.strictObject({
          /** The name to sign in by. */
          username: text,
          /** Shown to everybody. */
          password: text,
          /** What this account shows. */
          note: text,
        }),
      ),
      /** Invented cases to choose from. */
      cases: z.array(
        z.strictObject({
          /** What the server calls it. */
          id: text,
          /** What it is called on screen. */
          title: text,
        }),
      ),
    }),
  ),
};

/** What holds for the whole page. */
const pageKeys = {
  /** Address of the schema, for editors. */
  $schema: z.optional(z.string()),
  /** How long is waited, for a reply and for the person. */
  limits: z._default(
    z.strictObject({
      ...turnLimits,
      /** How often a message that the server does not take is tried before it waits for the person. */
      sendAttempts: z._default(count, 3),
      /** Seconds without input until the screen is locked, 0 for never. */
      idleLock: z._default(z.number().check(z.nonnegative()), 900),
    }),
    { firstFrame: 30, stall: 10, giveUp: 60, sendAttempts: 3, idleLock: 900 },
  ),
};

/** A site of one tenant. */
export const configSchema = z.strictObject({ ...workspaceKeys, ...pageKeys });

/** A site of several tenants. */
export const tenantsSchema = z.strictObject({
  /** The tenants of the site, the usual one first; each with the keys that a site of one tenant has. */
  tenants: z
    .array(
      z.strictObject({
        /** Names the tenant in addresses and in what this device keeps, so it is never changed. */
        id: z.string().check(
          z.regex(/^[a-z0-9][a-z0-9-]{0,31}$/, {
            error: 'expected small letters, digits and hyphens, at most 32',
          }),
        ),
        ...workspaceKeys,
      }),
    )
    .check(z.minLength(1)),
  /** What a tenant does that is not looked at: `true`: it goes on, line and all. `false`: it is closed as soon as nothing is lost or overlooked by that; its person stays signed in. */
  keepOthersOpen: z._default(z.boolean(), true),
  ...pageKeys,
});

/** Of one tenant, with what holds for all of them. */
export interface Config extends z.infer<typeof configSchema> {
  /** Empty where there is one tenant alone. */
  readonly id: string;
}

export interface SiteConfig {
  readonly tenants: readonly [Config, ...Config[]];
  readonly keepOthersOpen: boolean;
  readonly limits: Config['limits'];
}
