/**
 * The sound of an alert, made by the browser itself: no file is loaded.
 *
 * The rhythm is that of IEC 60601-1-8, which people on a ward know: three pulses and two for high
 * priority, three for medium. A browser that was not clicked yet plays nothing; that is told.
 */
import type { AlarmSound } from '../core/alarm.ts';
import type { Severity } from '../core/alert.ts';
import { systemClock } from './system-clock.ts';

interface Pattern {
  /** When each pulse begins, and how long it is, in seconds. */
  readonly pulses: readonly number[];
  readonly length: number;
  /** In hertz, with a few overtones: easier to place in a room than one pure tone. */
  readonly pitches: readonly number[];
}

const patterns: Record<Severity, Pattern> = {
  emergency: { pulses: [0, 0.25, 0.5, 0.95, 1.2], length: 0.15, pitches: [660, 1320, 1980, 2640] },
  urgent: { pulses: [0, 0.4, 0.8], length: 0.2, pitches: [440, 880, 1320, 1760] },
};

/** How long a browser is waited for that holds its sound back, in milliseconds. */
const patience = 500;
const loudness = 0.12;

export function browserSound(): AlarmSound {
  let context: AudioContext | null = null;
  return {
    async play(severity) {
      try {
        context ??= new AudioContext();
        if (!(await isRunning(context))) return false;
        await playPattern(context, patterns[severity]);
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** `resume` does not answer at all before somebody has clicked. */
async function isRunning(context: AudioContext): Promise<boolean> {
  if (context.state !== 'running') {
    const limit = new Promise<void>((resolve) => void systemClock.after(patience, resolve));
    await Promise.race([context.resume(), limit]);
  }
  return context.state === 'running';
}

function playPattern(context: AudioContext, pattern: Pattern): Promise<void> {
  const start = context.currentTime + 0.05;
  const volume = shapeVolume(context, pattern, start);
  const end = start + (pattern.pulses.at(-1) ?? 0) + pattern.length + 0.1;
  const tones = pattern.pitches.map((pitch) => {
    const tone = new OscillatorNode(context, { frequency: pitch });
    tone.connect(volume);
    tone.start(start);
    tone.stop(end);
    return tone;
  });
  return new Promise((resolve) => {
    tones[0]?.addEventListener('ended', () => {
      volume.disconnect();
      resolve();
    });
  });
}

/** Swells and fades a little, so that nothing clicks. */
function shapeVolume(context: AudioContext, { pulses, length }: Pattern, start: number): GainNode {
  const volume = new GainNode(context, { gain: 0 });
  const fade = 0.02;
  for (const pulse of pulses) {
    const from = start + pulse;
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(loudness, from + fade);
    volume.gain.setValueAtTime(loudness, from + length - fade);
    volume.gain.linearRampToValueAtTime(0, from + length);
  }
  volume.connect(context.destination);
  return volume;
}
