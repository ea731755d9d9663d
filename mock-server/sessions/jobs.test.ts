import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../server.ts';
import { startMock } from '../testing.ts';
import { createClient, type Client, type List } from './testing.ts';

let server: MockServer;
let client: Client;
let session: string;
let now: number;

beforeEach(async () => {
  now = Date.UTC(2026, 0, 1);
  server = await startMock({ now: () => now });
  client = createClient(server, 'token-of-a-nurse');
  session = await client.open();
});
afterEach(() => server.close());

interface Message {
  readonly id: string;
  readonly role: string;
  readonly content: string | null;
  readonly status: string | null;
  readonly in_response_to: string | null;
}
interface Analysis {
  readonly status: string;
  readonly result?: string;
  readonly error?: string;
}

const fetchAnswer = (id: string) => client.read<Message>(`/sessions/${session}/messages/${id}`);
const ask = async (message: string, more?: object) =>
  fetchAnswer(await client.ask(session, message, more));
const fetchAnalysis = (id: string) => client.read<Analysis>(`/sessions/${session}/ctx/${id}`);
const analyse = async (task: string, more?: object) =>
  fetchAnalysis(await client.analyse(session, task, more));

describe('ask', () => {
  it('keeps question and answer, and answers with the id of the answer', async () => {
    const answer = await ask('I have had chest pain for two days');
    const { items } = await client.read<List<Message>>(`/sessions/${session}/messages`);
    const question = items[1];
    expect(items[0]?.id).toBe(answer.id);
    expect(question).toMatchObject({ role: 'user', status: null });
    expect(answer).toMatchObject({
      ...{ role: 'assistant', status: 'COMPLETED', in_response_to: question?.id },
      content: expect.stringMatching(
        /^\*\*Chest pain\*\*[\s\S]*emergency number[\s\S]*1\. /,
      ) as string,
    });
  });

  it('is PENDING without content for as long as the rate says, by the clock of the server', async () => {
    server.setRate(10);
    const id = await client.ask(session, 'headache');
    now += 2999;
    expect(await fetchAnswer(id)).toMatchObject({ status: 'PENDING', content: null });
    expect(server.received()).toMatchObject([{ action: 'ask', text: 'headache', finished: false }]);
    now += 60_000;
    expect(await fetchAnswer(id)).toMatchObject({ status: 'COMPLETED' });
    expect(server.received()).toMatchObject([{ finished: true }]);
  });

  it('stays PENDING in a list that was read meanwhile', async () => {
    const id = await client.ask(session, 'SLOW1.2 cough');
    const path = `/sessions/${session}/messages`;
    await client.read(path);
    now += 1200;
    expect(await fetchAnswer(id)).toMatchObject({ status: 'COMPLETED' });
    expect(await client.read(path)).toMatchObject({ items: [{ status: 'PENDING' }, {}] });
    expect(await client.read(`${path}?real_time=1`)).toMatchObject({
      items: [{ status: 'COMPLETED' }, {}],
    });
  });

  it.each([
    ['real', 'PENDING'],
    ['documented', 'COMPLETED'],
  ] as const)('survives a restart in %s mode as %s', async (mode, status) => {
    server.setMode(mode);
    const done = await client.ask(session, 'cough');
    const waiting = await client.ask(session, 'SLOW5 cough');
    const analysis = await client.analyse(session, 'SLOW5 cough');
    await server.restart({ ms: 0 });
    now += 24 * 60 * 60 * 1000;
    expect(await fetchAnswer(done)).toMatchObject({ status: 'COMPLETED' });
    expect(await fetchAnswer(waiting)).toMatchObject({ status });
    const ended = status === 'PENDING' ? 'pending' : 'done';
    expect(await fetchAnalysis(analysis)).toMatchObject({ status: ended });
  });

  it.each([
    ['FAIL401', 'FAILED', 'Error: 401 Incorrect API key provided: sk-stub'],
    ['FAIL500', 'FAILED', 'Error: 500 The server had an error while processing your request'],
    ['EMPTY', 'COMPLETED', ''],
    ['cough [never]', 'PENDING', null],
  ])('told %s is %s', async (message, status, content) => {
    const id = await client.ask(session, message);
    now += 24 * 60 * 60 * 1000;
    expect(await fetchAnswer(id)).toMatchObject({ status, content });
  });

  it('fails at once where the organisation has no key', async () => {
    server.setRate(1);
    client = createClient(server, 'nokey-1');
    expect(await ask('cough')).toMatchObject({ status: 'FAILED', content: 'Error: Invalid URL' });
  });

  it('sends the model what the client sent, and the prompt of the conversation', async () => {
    session = await client.open('DUMP', 'Be kind');
    const history = [{ role: 'assistant', content: 'Hi' }, { role: 'system', content: 's' }, null];
    const { content } = await ask('DUMP', { history, model: 'gpt-5' });
    expect(content).toBe(
      'model=gpt-5 messages=[{"role":"system","content":"Be kind"},{"role":"assistant","content":"Hi"},{"role":"user","content":"s"},{"role":"user","content":""},{"role":"user","content":"DUMP"}]',
    );
    const own = await ask('DUMP', { system_prompt: 'Be brief' });
    expect(own.content).toContain('"content":"Be brief"');
    expect(own.content).not.toContain('Be kind');
  });

  it('goes on about what the history names, and says the same for the same', async () => {
    const history = [{ role: 'user', content: 'my rash itches' }];
    const first = await ask('it is worse now', { history });
    expect(first.content).toContain('**Rash**');
    expect((await ask('SLOW0 it is worse now', { history })).content).toBe(first.content);
    expect((await ask('it is worse now')).content).toContain('**General symptoms**');
  });

  it.each([
    ['You are a legal research assistant', 'qualified attorney'],
    ['Eres un agente de atención al cliente útil', 'Gracias'],
    ['Vous êtes un agent de support client utile', 'Merci'],
    ['Sie sind ein hilfreicher Kundensupport-Agent', 'Danke'],
    ['You are a helpful customer support agent', 'Thank you'],
    ['You are an expert maths tutor', 'step by step'],
    ['You are Dr. AI, a medical assistant', '**Cough and fever**'],
  ])('speaks as "%s"', async (prompt, words) => {
    session = await client.open('role', prompt);
    expect((await ask('cough')).content).toContain(words);
  });

  it('is taken in a conversation that has ended', async () => {
    await client.send(`/sessions/${session}`, { end: true }, 'PATCH');
    expect(await ask('still here?')).toMatchObject({ status: 'COMPLETED' });
  });

  it.each([
    { message: 'x' },
    { history: [] },
    { history: {}, message: 'x' },
    { history: [], message: 5 },
  ])('is refused as %j', async (body) => {
    const error = 'history(array) and message(string) are required';
    const answer = await client.send(`/sessions/${session}/ask`, body);
    expect(answer).toMatchObject({ status: 400, body: { error } });
    expect(server.received()).toEqual([]);
  });
});

const symptomKeys = 'risk_level, follow_up_actions, monitor_symptoms, specialist_referrals';
const symptomTask = (symptoms: string) =>
  `Analyze these symptoms:\n\nSymptoms: ${symptoms}\n\nPlease provide:\n1. Risk\n\nFormat as JSON with these exact keys: ${symptomKeys}`;
const unfence = (result = ''): unknown => JSON.parse(result.replace(/^```json\n|\n```$/g, ''));

describe('ctx', () => {
  it.each([
    ['Chest pain, sharp, 2 days', 'High', 'Cardiology'],
    ['headache since Monday', 'Medium', 'Neurology'],
    ['itching rash', 'Low', 'Dermatology'],
    ['tired', 'Low', 'Primary care'],
  ])('reads the symptoms "%s" as %s', async (symptoms, risk, referral) => {
    const { status, result } = await analyse(symptomTask(symptoms));
    expect(status).toBe('done');
    const read = unfence(result) as Record<string, unknown>;
    expect(Object.keys(read).join(', ')).toBe(symptomKeys);
    expect(read).toMatchObject({ risk_level: risk });
    expect(read['specialist_referrals']).toContain(referral);
  });

  it('reads what was said before it when the task has no text of its own', async () => {
    const history = [{ role: 'user', content: 'chest pain' }];
    const { result } = await analyse(`Exact keys: risk_level`, { history });
    expect(unfence(result)).toEqual({ risk_level: 'High' });
  });

  it.each([
    ['fenced', /^```json\n\{.*\}\n```$/],
    ['bare', /^\{.*\}$/],
    ['prose', /^Here is[^`]*```json\n\{.*\}\n```\n\nPlease/],
  ])('comes %s on demand, with the same result', async (shape, pattern) => {
    const plain = await analyse(symptomTask('cough'));
    const { result = '' } = await analyse(`[${shape}] ${symptomTask('cough')}`);
    expect(result).toMatch(pattern);
    expect(JSON.parse(/\{.*\}/.exec(result)?.[0] ?? '')).toEqual(unfence(plain.result));
  });

  it('comes broken on demand', async () => {
    const { status, result } = await analyse(`[broken] ${symptomTask('cough')}`);
    expect(status).toBe('done');
    expect(() => unfence(result)).toThrow(SyntaxError);
  });

  it('comes surprising on demand: other types, and a key too many', async () => {
    const { result } = await analyse(`[surprising] ${symptomTask('cough')}`);
    expect(unfence(result)).toMatchObject({
      risk_level: ['Medium'],
      specialist_referrals: 'Primary care',
      note: { certain: false },
    });
  });

  it('is bare JSON in documented mode', async () => {
    server.setMode('documented');
    const { result = '' } = await analyse(symptomTask('cough'));
    expect(JSON.parse(result)).toMatchObject({ risk_level: 'Medium' });
  });

  it.each([
    [
      'Analyze the sentiment of this text and provide a score from -1 to 1.',
      /^Score: -1 \(negative\)/,
    ],
    ['Provide a concise summary of the key points in this document.', /^The pain is severe\. The /],
    ['Extract the most important keywords and phrases from this text.', /^- patient\n- worried\n/],
    [
      'Classify this document into one of these categories: [legal, medical].',
      /^Category: medical$/,
    ],
  ])('does the document’s "%s"', async (prompt, pattern) => {
    const document = 'The pain is severe. The patient is worried. A patient of 40.';
    const { result } = await analyse(`${prompt}\n\n      Document: ${document}`);
    expect(result).toMatch(pattern);
  });

  it('gives the same as JSON where keys are named', async () => {
    const task = `Text: I feel better, thank you doctor.\n\nFormat as JSON with these exact keys: "summary", "key_points", "key_phrases", "sentiment", "score", "category", "colour"`;
    expect(unfence((await analyse(task)).result)).toEqual({
      summary: 'I feel better, thank you doctor.',
      key_points: ['I feel better, thank you doctor.'],
      key_phrases: ['better', 'doctor', 'thank', 'feel'],
      ...{ sentiment: 'positive', score: 1, category: 'medical', colour: null },
    });
  });

  it.each([
    [
      'John Smith from ABC Corp can be reached at john@abc.com or 555-1234',
      { name: 'string', email: 'string', phone: 'string', company: 'string', age: 'number' },
      {
        name: 'John Smith',
        email: 'john@abc.com',
        phone: '555-1234',
        company: 'ABC Corp',
        age: null,
      },
    ],
    [
      'Mary Jones, 54 years old, takes metformin 500 mg and has chest pain and fever for 2 days',
      {
        type: 'object',
        properties: {
          age: { type: 'integer' },
          medications: { type: 'array' },
          symptoms: { type: 'array' },
          duration: { type: 'string' },
        },
      },
      {
        age: 54,
        medications: ['metformin 500 mg'],
        symptoms: ['chest pain', 'fever'],
        duration: '2 days',
      },
    ],
  ])('extracts from "%s" by a schema', async (text, schema, expected) => {
    const task = `Extract structured data from the following text according to the schema:\n\nText: ${text}\n\nSchema: ${JSON.stringify(schema)}\n\nReturn only valid JSON matching the schema.`;
    expect(unfence((await analyse(task)).result)).toEqual(expected);
  });

  const quote = (instructions: string, text: string) =>
    `${instructions}\n\nText:\n"""\n${text}\n"""`;

  it.each([
    [
      'JSON with these exact keys: risk_level (a string), monitor_symptoms (a list of strings).',
      'cough',
      {
        risk_level: 'Medium',
        monitor_symptoms: ['Fever beyond three days', 'Breathlessness', 'Blood in the sputum'],
      },
    ],
    [
      'The keywords. Return only a JSON list of strings.',
      'Fever and cough, fever',
      ['fever', 'cough'],
    ],
    ['Return only JSON with the one key score.', 'It is better.', { score: 1 }],
    [
      'One of these categories: ["Referral","Legal"]. Return only JSON with the one key category.',
      'The clause of a contract',
      { category: 'Legal' },
    ],
    [
      'One of these categories: ["Referral","Legal"]. Return only JSON with the one key category.',
      'Thanks for the referral',
      { category: 'Referral' },
    ],
    [
      'Schema: {"Smoker":"boolean","Ward":"string","Allergies":["string"],"Pulse":"number"}',
      'A smoker {or so}. Ward: 5B. Pulse 88 bpm',
      { Smoker: true, Ward: '5B', Allergies: null, Pulse: 88 },
    ],
  ])('reads the text between its marks: %s', async (instructions, text, expected) => {
    expect(unfence((await analyse(quote(instructions, text))).result)).toEqual(expected);
  });

  it.each([
    ['FAIL401', { status: 'error', error: '401 Incorrect API key provided: sk-stub' }],
    ['EMPTY', { status: 'done', result: '' }],
    ['[never]', { status: 'pending' }],
  ])('told %s is %j', async (task, expected) => {
    const id = await client.analyse(session, task);
    now += 24 * 60 * 60 * 1000;
    expect(await fetchAnalysis(id)).toEqual(expected);
  });

  it('is pending and no more than that at first', async () => {
    const id = await client.analyse(session, 'SLOW2');
    expect(await fetchAnalysis(id)).toEqual({ status: 'pending' });
    now += 2000;
    expect(await fetchAnalysis(id)).toMatchObject({ status: 'done' });
  });

  it('belongs to its conversation, and is no message', async () => {
    const id = await client.analyse(session, 'x');
    const other = await client.open();
    expect(await client.get(`/sessions/${other}/ctx/${id}`)).toMatchObject({ status: 404 });
    expect(await client.get(`/sessions/${session}/messages/${id}`)).toMatchObject({ status: 404 });
    expect(await client.get(`/sessions/${session}/ctx/nope`)).toMatchObject({
      status: 400,
      body: { error: 'bad_ctx_id' },
    });
    expect(await client.send(`/sessions/${session}/ctx`, { task: 'x' })).toMatchObject({
      status: 400,
      body: { error: 'task(string) and history(array) are required' },
    });
  });
});
