import type { Toolbox } from '../linter/toolbox.js';
import type { Project } from '../project/project.js';
import type { LoadedFiles } from './loaded-files.js';

/** What it takes to work for long without being in the way. */
export interface Turns {
  /** Milliseconds of a steady clock. */
  now(): number;
  /** Resolves when everything else that waits for the editor's thread has had its turn. */
  nextTurn(): Promise<void>;
}

/** Reads the index of a project piece by piece. */
export interface IndexReader {
  /** Reads on until the index is complete; whoever asks meanwhile waits for the same. False if it was stopped. */
  complete(): Promise<boolean>;
  /** Whether the index has ever been complete. */
  readonly wasComplete: boolean;
  stop(): void;
}

/** Milliseconds after which others get their turn; the last file or link that was begun comes on top. */
const turnLength = 8;
/** Links need files, which need others: a level of folders in each round. More rounds mean that files change all the time. */
const mostRounds = 60;

/** Makes the reader. `completed` is called in the same turn in which the index has become complete. */
export function createIndexReader(
  project: Project,
  files: LoadedFiles,
  toolbox: Pick<Toolbox, 'isWanted' | 'load'>,
  turns: Turns,
  completed: () => void,
): IndexReader {
  let reading: Promise<boolean> | undefined;
  let isStopped = false;
  let wasComplete = false;

  const readInTurn = (): 'complete' | 'pending' | 'more' => {
    const end = turns.now() + turnLength;
    for (;;) {
      if (project.advance(1)) return files.isWaiting ? 'pending' : 'complete';
      if (project.index.isRead && toolbox.isWanted) return 'pending';
      // Links are made of what is there, to the end: what all of them lack is then loaded together.
      if (files.isWaiting && !project.index.isRead) return 'pending';
      if (turns.now() >= end) return 'more';
    }
  };
  const read = async (): Promise<boolean> => {
    let wasRead = false;
    for (let round = 0; !isStopped; ) {
      const state = readInTurn();
      wasRead ||= project.index.isRead;
      if (wasRead && state === 'pending') round++;
      if (state === 'complete' || round >= mostRounds) {
        wasComplete = true;
        completed();
        return true;
      }
      if (state === 'pending') await Promise.all([toolbox.load(), files.load()]);
      await turns.nextTurn();
    }
    return false;
  };

  return {
    complete() {
      if (!reading && !isStopped && project.index.isSettled && !files.isWaiting) return Promise.resolve(true);
      reading ??= read().finally(() => {
        reading = undefined;
      });
      return reading;
    },
    get wasComplete() {
      return wasComplete;
    },
    stop() {
      isStopped = true;
    },
  };
}
