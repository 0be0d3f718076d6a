import type { Position } from '../syntax/ast.ts';
import { isMalformedName, isReserved } from '../syntax/reserved.ts';
import type { ApexType, TypeDecl } from '../types/type.ts';
import type { Unit } from './unit.ts';

/** A variable of a method. */
export interface Local {
  readonly name: string;
  readonly type: ApexType;
  readonly code: string;
  readonly final: boolean;
  /** Of a final variable without a value: where it was given one. */
  assignedIn: object | null;
}

/** Compilation of one function: its scopes and what may be said in it. */
export class Body {
  readonly unit: Unit;
  readonly decl: TypeDecl | null;
  readonly isStatic: boolean;
  /** Null where nothing can be returned (initialisers). */
  readonly returns: ApexType | null;
  /** Inside the accessor of this property, its name means its storage. */
  readonly storageOf: string | null;
  readonly isConstructor: boolean;
  /** Inside a trigger: the record type of Trigger.new. */
  readonly triggerType: ApexType | null;
  loops = 0;
  private scopes: Map<string, Local>[] = [new Map()];
  private temps = 0;
  private locals = 0;

  constructor(
    unit: Unit,
    decl: TypeDecl | null,
    options: { isStatic: boolean; returns: ApexType | null; storageOf?: string; isConstructor?: boolean; triggerType?: ApexType | null },
  ) {
    this.unit = unit;
    this.decl = decl;
    this.isStatic = options.isStatic;
    this.returns = options.returns;
    this.storageOf = options.storageOf ?? null;
    this.isConstructor = options.isConstructor ?? false;
    this.triggerType = options.triggerType ?? null;
  }

  /**
   * Code of whether records that the user cannot see are out of reach. What a class does not say, its caller does: an
   * entry point without a keyword does not enforce sharing, one that inherits it does.
   * Apex Developer Guide, "Use the with sharing, without sharing, and inherited sharing Keywords".
   */
  get sharing(): string {
    switch (this.decl?.sharing) {
      case 'with sharing':
        return 'true';
      case 'without sharing':
        return 'false';
      case 'inherited sharing':
        return '($.sharing!==false)';
      default:
        return '($.sharing===true)';
    }
  }

  /** Code that makes the class's mode the running one, and code that gives back the one before. */
  get sharingScope(): { enter: string; leave: string } {
    if ((this.decl?.sharing ?? null) === null) return { enter: '$.sharing??=false;', leave: '' };
    return { enter: `const $m=$.sharing;$.sharing=${this.sharing};try{`, leave: '}finally{$.sharing=$m;}' };
  }

  temp(): string {
    this.temps += 1;
    return `$${this.temps}`;
  }

  /** Declaration of the temporaries that the body needed. */
  tempsDeclaration(): string {
    if (this.temps === 0) return '';
    return `let ${Array.from({ length: this.temps }, (_, index) => `$${index + 1}`).join(',')};`;
  }

  open(): void {
    this.scopes.push(new Map());
  }

  close(): void {
    this.scopes.pop();
  }

  /** Declares a variable; a second one of the same name in the same method is an error. */
  declare(name: string, type: ApexType, at: Position, final: false | 'assigned' | 'open' = false): Local {
    const key = name.toLowerCase();
    if (isReserved(name)) this.unit.error(at, `Identifier name is reserved: ${name}`);
    if (isMalformedName(name)) this.unit.error(at, `Invalid character in identifier: ${name}`);
    if (this.find(name) !== undefined) this.unit.error(at, `Duplicate variable: ${name}`);
    this.locals += 1;
    const local: Local = { name, type, code: `v_${key}`, final: final !== false, assignedIn: final === 'assigned' ? this.scopes.at(-1)! : null };
    this.scopes.at(-1)!.set(key, local);
    return local;
  }

  /** Notes that a final variable gets its value here; false when it surely has one: branches are each for themselves. */
  assignFinal(local: Local): boolean {
    if (local.assignedIn !== null && this.scopes.includes(local.assignedIn as Map<string, Local>)) return false;
    local.assignedIn = this.scopes.at(-1)!;
    return true;
  }

  find(name: string): Local | undefined {
    const key = name.toLowerCase();
    for (let depth = this.scopes.length - 1; depth >= 0; depth -= 1) {
      const found = this.scopes[depth]!.get(key);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** All variables in sight. */
  visible(): Local[] {
    return this.scopes.flatMap((scope) => [...scope.values()]);
  }
}
