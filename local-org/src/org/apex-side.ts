import type { TriggerRunner } from '../contract.ts';
import type { Schema } from '../schema/sobject-type.ts';
import type { Transaction } from '../transaction.ts';
import type { ApexRestCall, ApexRestReply } from './apex-rest.ts';

/** One file of Apex. */
export interface ApexSource {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly apiVersion: number;
}

/** What is compiled together. */
export interface ApexInput {
  readonly classes: readonly ApexSource[];
  readonly triggers: readonly ApexSource[];
  readonly schema: Schema;
  /** Custom labels by lower-case name. */
  readonly labels: ReadonlyMap<string, string>;
}

export interface ApexError {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Anonymous Apex as the Tooling API reports it. */
export interface AnonymousResult {
  readonly compiled: boolean;
  readonly compileProblem: string | null;
  readonly success: boolean;
  readonly line: number;
  readonly column: number;
  readonly exceptionMessage: string | null;
  readonly exceptionStackTrace: string | null;
}

/** A method that a flow can call: its first parameter is a list, of records of a class or of plain values. */
export interface InvocableMethod {
  readonly name: string;
  readonly owner: { readonly name: string };
  readonly params: readonly { readonly args: readonly { readonly decl?: { readonly platform: boolean } | null | undefined }[] }[];
}

/** Compiled Apex, as far as an org asks for it. */
export interface ApexProgramSide {
  readonly triggers: TriggerRunner;
  executeAnonymous?(tx: Transaction, source: string): AnonymousResult;
  /** Static methods with an annotation, `invocablemethod`. */
  annotated?(annotation: string): readonly InvocableMethod[];
  /** Calls a static method with JSON and gives JSON. */
  callJson?(tx: Transaction, className: string, method: string, args: readonly unknown[]): string;
  /** Answers a request with a class that has @RestResource; throws ApexRestError. */
  callRest?(tx: Transaction, call: ApexRestCall): ApexRestReply;
}

/** What became of one test method. */
export interface ApexTestOutcome {
  readonly class: string;
  readonly method: string;
  readonly outcome: string;
  readonly message: string | null;
  readonly stackTrace: string | null;
  readonly ms: number;
}

/** Compiles all Apex of an org at once; with errors nothing of it is used. */
export type CompileApex = (input: ApexInput) => { readonly program: ApexProgramSide; readonly errors: readonly ApexError[] };
