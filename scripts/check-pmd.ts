/**
 * Runs PMD with Salesforce's rules for the AppExchange security review over the package, where there is Java. What is
 * suppressed is suppressed in the class, with the reason beside it.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { CodeAnalyzer, CodeAnalyzerConfig } from '@salesforce/code-analyzer-core';
import type { Violation } from '@salesforce/code-analyzer-core';
import { createEnginePlugin } from '@salesforce/code-analyzer-pmd-engine';

const SELECTORS = ['pmd:AppExchange', 'pmd:Security'];

const folders = process.argv.length > 2 ? process.argv.slice(2) : ['force-app'];
process.exitCode = hasJava() ? await check(folders) : skip();

function hasJava(): boolean {
  return spawnSync('java', ['-version']).status === 0;
}

function skip(): number {
  console.log('apex security rules: SKIPPED, there is no Java here');
  return 0;
}

async function check(paths: string[]): Promise<number> {
  const logs = mkdtempSync(join(tmpdir(), 'pmd-'));
  try {
    const analyzer = new CodeAnalyzer(CodeAnalyzerConfig.fromObject({ log_folder: logs }));
    await analyzer.addEnginePlugin(createEnginePlugin());
    const workspace = await analyzer.createWorkspace(paths);
    const rules = await analyzer.selectRules(SELECTORS, { workspace });
    const violations = (await analyzer.run(rules, { workspace })).getViolations();
    for (const line of violations.map(readable).toSorted()) console.error(line);
    console.log(`apex security rules: ${rules.getCount()} rules, ${violations.length} violation(s)`);
    return violations.length === 0 && rules.getCount() > 0 ? 0 : 1;
  } finally {
    rmSync(logs, { recursive: true });
  }
}

function readable(violation: Violation): string {
  const place = violation.getPrimaryLocation();
  const file = relative(process.cwd(), place.getFile() ?? '');
  return `${file}:${place.getStartLine()}: ${violation.getRule().getName()}: ${violation.getMessage()}`;
}
