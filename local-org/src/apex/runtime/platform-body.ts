import type { Any } from './objects.ts';

type Code = (...args: Any[]) => Any;

/** The code of a platform class; names are in lower case. Functions of instances get the instance first. */
export interface PlatformBody {
  readonly statics?: Readonly<Record<string, Code>>;
  readonly methods?: Readonly<Record<string, Code>>;
  readonly construct?: Code;
  readonly staticFields?: Readonly<Record<string, () => Any>>;
  readonly fields?: Readonly<Record<string, Code>>;
}
