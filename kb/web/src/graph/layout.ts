/**
 * The forces between notes, in a worker: they take seconds and the page stays quick.
 *
 * In: one message, the lines between notes and where these stand. Out: where they stand now, again
 * and again, until the time that was given is over or nothing moves much.
 */

import iterate from "graphology-layout-forceatlas2/iterate";

export interface Task {
  /** x and y of each note. */
  readonly positions: Float32Array;
  /** Two indexes of notes for each line. */
  readonly lines: Uint32Array;
  /** How long to work at most. */
  readonly milliseconds: number;
}

export interface Progress {
  readonly positions: Float32Array;
  readonly isDone: boolean;
}

// The matrices of Force Atlas 2: so many numbers for each note and each line.
const NOTE = 10;
const LINE = 3;
const [X, Y, MASS, CONVERGENCE, SIZE] = [0, 1, 6, 7, 8] as const;

const ROUNDS = 600;

/** Milliseconds between two messages: drawing ten thousand notes anew takes some time. */
const TELL = { few: 150, many: 2500 };

function makeNotes({ positions, lines }: Task): Float32Array {
  const count = positions.length / 2;
  const notes = new Float32Array(count * NOTE);
  for (let note = 0; note < count; note++) {
    notes[note * NOTE + X] = positions[2 * note] ?? 0;
    notes[note * NOTE + Y] = positions[2 * note + 1] ?? 0;
    notes[note * NOTE + MASS] = 1;
    notes[note * NOTE + CONVERGENCE] = 1;
    notes[note * NOTE + SIZE] = 1;
  }
  for (const end of lines) notes[end * NOTE + MASS] = (notes[end * NOTE + MASS] ?? 0) + 1;
  return notes;
}

function makeLines({ lines }: Task): Float32Array {
  const matrix = new Float32Array((lines.length / 2) * LINE);
  for (let line = 0; line < lines.length / 2; line++) {
    matrix[line * LINE] = (lines[2 * line] ?? 0) * NOTE;
    matrix[line * LINE + 1] = (lines[2 * line + 1] ?? 0) * NOTE;
    matrix[line * LINE + 2] = 1;
  }
  return matrix;
}

function tell(notes: Float32Array, isDone: boolean): void {
  const positions = new Float32Array((notes.length / NOTE) * 2);
  for (let note = 0; note < positions.length / 2; note++) {
    positions[2 * note] = notes[note * NOTE + X] ?? 0;
    positions[2 * note + 1] = notes[note * NOTE + Y] ?? 0;
  }
  const progress: Progress = { positions, isDone };
  self.postMessage(progress, { transfer: [positions.buffer] });
}

self.onmessage = ({ data: task }: MessageEvent<Task>) => {
  const notes = makeNotes(task);
  const lines = makeLines(task);
  const count = notes.length / NOTE;
  const settings = {
    linLogMode: false,
    outboundAttractionDistribution: false,
    adjustSizes: false,
    edgeWeightInfluence: 0,
    scalingRatio: 10,
    strongGravityMode: true,
    gravity: 0.05,
    slowDown: 1 + Math.log(count + 1),
    // Each note against each other is quicker for a few.
    barnesHutOptimize: count > 1500,
    barnesHutTheta: 0.7,
  };
  const began = performance.now();
  let told = began;
  for (let round = 0; round < ROUNDS; round++) {
    iterate(settings, notes, lines);
    const now = performance.now();
    if (now - began > task.milliseconds) break;
    if (now - told < (count < 3000 ? TELL.few : TELL.many)) continue;
    tell(notes, false);
    told = now;
  }
  tell(notes, true);
};
