import { messageOf } from '../errors.ts';
import type { Tenant } from '../tenant.ts';
import type { Command } from './command.ts';
import { readOptions } from './options.ts';
import { tenantOf } from './quote-batches.ts';

/** One thing that was looked at. */
export interface Finding {
  readonly what: string;
  readonly isGood: boolean;
  readonly detail: string;
  /** What to do about it; only where something is wrong. */
  readonly mend?: string;
}

/** Looks at one thing; what it throws is a finding, too. */
export interface Check {
  readonly what: string;
  readonly mend: string;
  look(tenant: Tenant): Promise<Omit<Finding, 'what'> | readonly Omit<Finding, 'what'>[]>;
}

/** Looks at everything that a sync needs, and says how to mend what is wrong. */
export function doctorCommand(tenants: () => readonly Tenant[], checks: readonly Check[]): Command {
  return {
    summary: 'look at everything that a sync needs, and say how to mend what is wrong',
    usage: ['--tenant ID   (default)', '--json        one JSON document'],
    async run(args, out) {
      const { values } = readOptions(args, { tenant: { type: 'string', default: 'default' }, json: { type: 'boolean', default: false } });
      const tenant = tenantOf(tenants(), values.tenant);
      const findings: Finding[] = [];
      for (const check of checks) findings.push(...(await lookAt(check, tenant)));
      const bad = findings.filter(({ isGood }) => !isGood);
      if (values.json) out.json(findings);
      else {
        for (const { what, isGood, detail, mend } of findings) {
          out.line(`${isGood ? '✓' : '✗'} ${what}: ${detail}`);
          if (!isGood && mend !== undefined) out.line(`  → ${mend}`);
        }
        out.line(bad.length === 0 ? 'Nothing is wrong.' : `${bad.length} thing${bad.length === 1 ? ' is' : 's are'} wrong.`);
      }
      return bad.length === 0 ? 0 : 1;
    },
  };
}

async function lookAt({ what, mend, look }: Check, tenant: Tenant): Promise<Finding[]> {
  try {
    const seen = await look(tenant);
    return (Array.isArray(seen) ? seen : [seen]).map((finding) => ({ what, mend, ...finding }) as Finding);
  } catch (error) {
    return [{ what, isGood: false, detail: messageOf(error), mend }];
  }
}
