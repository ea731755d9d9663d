import { describe, expect, it } from 'vitest';
import { emptyProfile } from '../../core/patient-profile.ts';
import { isDeadly, toFailure, toReport, toStep, toWireProfile } from './convert.ts';

const flagged = (severity: string | null) => toReport({ readable: true, severity });

describe('an alarm', () => {
  it.each([
    ['CRITICAL', 'emergency', 'Flagged CRITICAL'],
    ['EMERGENCY', 'emergency', 'Flagged EMERGENCY'],
    ['URGENT', 'urgent', 'Flagged URGENT'],
    ['urgent', 'urgent', 'Flagged urgent'],
    ['SEMI-URGENT', 'emergency', 'Flagged SEMI-URGENT'],
    ['  ', 'emergency', 'Flagged as an emergency'],
    [null, 'emergency', 'Flagged as an emergency'],
  ])('[AL7] of severity %j is %s: %j', (words, severity, text) => {
    expect(flagged(words)).toEqual({ severity, text });
  });

  it('[AL7] that cannot be read is of the highest severity, and says so', () => {
    const { severity, text } = toReport({ readable: false, severity: null });
    expect(severity).toBe('emergency');
    expect(text).toContain('could not be read in full');
  });

  it('[F38] keeps to a line, however long its severity is', () => {
    expect(flagged(`A\n${'🚨'.repeat(1000)}`).text).toBe(`Flagged A ${'🚨'.repeat(78)}`);
  });
});

describe('a step', () => {
  const name = (status: string) => toStep({ type: 'status', status }).name;
  const agent = (details: { agent?: string; current_agent?: string }) =>
    toStep({ type: 'status', status: 'processing', details }).agent;

  it.each([
    ['validating', 'Validating'],
    ['checking_emergency', 'Checking for emergencies'],
    ['processing', 'Processing'],
    ['retrieving_context', 'Retrieving context'],
    ['generating_response', 'Generating'],
    ['running_triage', 'Triage'],
    ['running_diagnostic', 'Diagnostic'],
    ['running_treatment', 'Treatment'],
    ['onboarding_started', 'Onboarding started'],
    ['__proto__', 'Proto'],
  ])('[TK7] %s is told as %s', (status, words) => {
    expect(name(status)).toBe(words);
  });

  it('[TK7] names its agent, in one way whichever way the server does', () => {
    expect(agent({ agent: 'Triage Agent' })).toBe('Triage');
    expect(agent({ current_agent: 'triage' })).toBe('Triage');
    expect(agent({ agent: 'Second opinion', current_agent: 'other' })).toBe('Second opinion');
    expect(agent({ agent: '' })).toBeNull();
    expect(agent({})).toBeNull();
  });

  it('[F38] keeps to a line, however long its name is', () => {
    expect(name('x_'.repeat(10_000))).toHaveLength(80);
  });
});

describe('an error', () => {
  const error = (type: string, message = 'no') => ({
    type: 'error' as const,
    error_type: type,
    message,
  });

  it.each([
    ['parse_error', 'refused'],
    ['validation_error', 'refused'],
    ['safety_violation', 'refused'],
    ['agent_error', 'assistant-failed'],
    ['server_error', 'assistant-failed'],
    ['quota_error', 'assistant-failed'],
    ['constructor', 'assistant-failed'],
  ])('[TU1] %s is %s', (type, kind) => {
    expect(toFailure(error(type))).toEqual({ kind, detail: 'no' });
  });

  it('[F38] is told in the words of the server, shortened', () => {
    expect(toFailure(error('agent_error', 'x'.repeat(5000)))).toMatchObject({
      detail: 'x'.repeat(300),
    });
  });

  it('[F10] of the server is the one after which the socket is dead', () => {
    expect(isDeadly(error('server_error'))).toBe(true);
    expect(isDeadly(error('agent_error'))).toBe(false);
  });
});

describe('a patient', () => {
  it('is told in the shape of the guide', () => {
    const profile = toWireProfile({
      ...{ age: 45, sex: null, weight: null },
      conditions: ['diabetes'],
      medications: [{ name: 'Metformin', dose: '1000 mg' }],
      allergies: ['penicillin'],
    });
    expect(profile).toEqual({
      age: 45,
      chronic_conditions: ['diabetes'],
      current_medications: [{ name: 'Metformin', dose: '1000 mg' }],
      allergies: { drug: ['penicillin'] },
    });
  });

  it('of whom nothing is known has no field that says otherwise', () => {
    expect(toWireProfile(emptyProfile)).toEqual({});
    expect(toWireProfile({ ...emptyProfile, age: 0 })).toEqual({ age: 0 });
  });
});
