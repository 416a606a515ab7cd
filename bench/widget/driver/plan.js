// In which order steps are taken, how long that will last, and when somebody is given up. Knows labels and times, not
// what is measured.

/** Who failed so often in a row is not waited for again. */
const ENOUGH = 2;

/**
 * Every step of every round. The order of the candidates is turned each time, so that a slower minute of the machine
 * falls on all; steps that are taken less often are spread over the rounds.
 */
export function schedule(steps, candidates, rounds) {
  const turns = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const step of steps) {
      if (Math.ceil(round * step.share) === Math.ceil((round - 1) * step.share)) continue;
      const names = step.only ? [step.only] : candidates.map((_, turn) => candidates[(turn + round) % candidates.length]);
      turns.push(...names.map((name) => ({ round, step, name })));
    }
  }
  return turns;
}

/**
 * Takes all turns of as many rounds as begin before `until`, the first one always, and returns how many that were. A
 * failure is noted by `onFailure` and ends nothing but its turn. `say` is told what comes next.
 */
export async function takeAll(turns, { rounds, until, say, onFailure }) {
  const clock = new Clock();
  const streaks = new Map();
  let begun = 1;
  for (const [place, { round, step, name }] of turns.entries()) {
    if (round > begun && Date.now() > until) return begun;
    begun = round;
    const key = `${step.label} ${name}`;
    if ((streaks.get(key) ?? 0) >= ENOUGH) continue;
    say(`round ${round} of ${rounds}: ${key}, ${place} of ${turns.length} done, about ${clock.left(turns.slice(place))} left`);
    const started = Date.now();
    try {
      await step.run(name);
      streaks.set(key, 0);
    } catch (error) {
      const streak = (streaks.get(key) ?? 0) + 1;
      streaks.set(key, streak);
      const reason = String(error.message).split("\n")[0].slice(0, 300);
      onFailure(`${key}, round ${round}: ${reason}${streak === ENOUGH ? " (not tried again)" : ""}`);
    }
    clock.note(step, Date.now() - started);
  }
  return begun;
}

/** What is known of how long steps take, and a guess of the rest by it. */
class Clock {
  #spent = new Map();

  note(step, millis) {
    const { turns, total } = this.#spent.get(step) ?? { turns: 0, total: 0 };
    this.#spent.set(step, { turns: turns + 1, total: total + millis });
  }

  left(turns) {
    const millis = turns.reduce((sum, { step }) => sum + this.#expected(step), 0);
    return millis < 90_000 ? `${Math.ceil(millis / 1000)} s` : `${Math.round(millis / 60_000)} min`;
  }

  /** A step that was not taken yet is as much slower than foreseen as the others were. */
  #expected(step) {
    const known = this.#spent.get(step);
    if (known !== undefined) return known.total / known.turns;
    let [foreseen, total] = [0, 0];
    for (const [other, spent] of this.#spent) {
      foreseen += other.seconds * 1000 * spent.turns;
      total += spent.total;
    }
    return step.seconds * 1000 * (foreseen > 0 ? total / foreseen : 1);
  }
}
