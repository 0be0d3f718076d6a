import type { FormulaFunction } from '../arguments.ts';
import { DATE } from './date.ts';
import { LOGIC } from './logic.ts';
import { MATH } from './math.ts';
import { RECORD } from './record.ts';
import { TEXT } from './text.ts';

/** Every function of formulas by its name in capitals. */
export const FUNCTIONS: Readonly<Record<string, FormulaFunction>> = { ...LOGIC, ...TEXT, ...MATH, ...DATE, ...RECORD };
