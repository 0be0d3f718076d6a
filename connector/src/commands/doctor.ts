import { messageOf } from '../errors.ts';
import type { Tenant } from '../tenant.ts';
import { counted } from './command.ts';
import type { Command, Output } from './command.ts';
import { explanationOf } from './explain.ts';
import { readOptions } from './options.ts';
import { TENANT_USAGE, tenantOf, tenantOption } from './tenants.ts';

/** What was seen of one thing. */
export interface Seen {
  /** Null: could not be looked at, because of another finding. */
  readonly isGood: boolean | null;
  readonly detail: string;
  /** What to do about it; only where something is wrong. */
  readonly mend?: string;
}

/** One thing that was looked at. */
export interface Finding extends Seen {
  readonly what: string;
}

/** Looks at one thing; what it throws is a finding, too. */
export interface Check {
  readonly what: string;
  /** What to do where the finding itself does not say. */
  readonly mend: string;
  /** Another check without whose success this one cannot look. */
  readonly needs?: string;
  look(tenant: Tenant): Promise<readonly Seen[]>;
}

/** Looks at everything that a sync needs, and says how to mend what is wrong. */
export function doctorCommand(tenants: () => readonly Tenant[], checks: readonly Check[]): Command {
  return {
    summary: 'look at everything that a sync needs, and say how to mend what is wrong',
    usage: [TENANT_USAGE, '--json        one JSON document'],
    async run(args, out) {
      const { tenant: id, json } = readOptions(args, { tenant: tenantOption, json: { type: 'boolean', default: false } });
      const findings = await lookAtAll(checks, tenantOf(tenants(), id));
      if (json) out.json(findings);
      else report(findings, out);
      return findings.every(({ isGood }) => isGood === true) ? 0 : 1;
    },
  };
}

async function lookAtAll(checks: readonly Check[], tenant: Tenant): Promise<Finding[]> {
  const findings: Finding[] = [];
  const unreached = new Set<string>();
  for (const check of checks) {
    const { what, needs } = check;
    if (needs !== undefined && unreached.has(needs)) {
      findings.push({ what, isGood: null, detail: `not looked at: ${needs} comes first` });
      continue;
    }
    try {
      findings.push(...(await check.look(tenant)).map((seen) => ({ what, ...(seen.isGood === false ? { mend: check.mend } : {}), ...seen })));
    } catch (error) {
      unreached.add(what);
      findings.push({ what, isGood: false, detail: messageOf(error), mend: explanationOf(error)?.mend ?? check.mend });
    }
  }
  return findings;
}

function report(findings: readonly Finding[], out: Output): void {
  for (const { what, isGood, detail, mend } of findings) {
    out.line(`${isGood === null ? '?' : isGood ? '✓' : '✗'} ${what}: ${detail}`);
    if (mend !== undefined) out.line(`  → ${mend}`);
  }
  const wrong = findings.filter(({ isGood }) => isGood === false).length;
  out.line(wrong === 0 ? 'Nothing is wrong.' : `${counted(wrong, 'thing')} ${wrong === 1 ? 'is' : 'are'} wrong.`);
}
