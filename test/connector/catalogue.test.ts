import { describe, expect, it } from 'vitest';
import { withVersion } from '../../connector/src/queue/catalogue-object.ts';
import type { WrittenProduct } from '../../connector/src/queue/catalogue-object.ts';
import { gathered } from '../../connector/src/queue/catalogue-store.ts';
import { productCatalogue } from '../../connector/src/sync/catalogue.ts';
import type { CatalogueParts } from '../../connector/src/sync/catalogue.ts';
import type { FlatProduct } from '../../connector/src/sync/records.ts';
import { aCatalogueStore } from './support/catalogue-store.ts';
import { closedGate } from './support/gate.ts';

const ORG = '00D000000000001AAA';
const product = (key: string, name = key): FlatProduct => ({ key, record: { ExternalId__c: key, Name: name } });
const [seat, support] = [product('seat'), product('support')];
/** A process that has just started. */
const aProcess = (parts: CatalogueParts) => productCatalogue({ orgId: async () => ORG, ...parts });

describe('a catalogue with a store', () => {
  it('knows after a restart what the process before was told by Salesforce', async () => {
    const store = aCatalogueStore();
    await aProcess({ store }).remember([seat]);
    expect(await aProcess({ store }).unknown([seat, support])).toEqual([support]);
  });

  it('asks it for nothing that the process knows', async () => {
    const store = aCatalogueStore();
    const catalogue = aProcess({ store });
    await catalogue.unknown([seat]);
    await catalogue.remember([seat]);
    for (let job = 0; job < 10; job += 1) {
      await catalogue.unknown([seat]);
      await catalogue.remember([seat]);
    }
    expect(store.asked).toEqual(['known 1', 'add 1']);
    const other = aProcess({ store });
    for (let job = 0; job < 10; job += 1) await other.unknown([seat]);
    expect(store.asked.slice(2)).toEqual(['known 1']);
  });

  it('asks nobody for a quote without products', async () => {
    const store = aCatalogueStore();
    const catalogue = aProcess({ store, orgId: () => Promise.reject(new Error('asked for the org')) });
    await catalogue.remember(await catalogue.unknown([]));
    expect(store.asked).toEqual([]);
  });

  it('takes a product for unwritten until Salesforce has said that it was written', async () => {
    const store = aCatalogueStore();
    await aProcess({ store }).unknown([seat]);
    expect(await aProcess({ store }).unknown([seat]), 'killed before the answer').toEqual([seat]);
  });

  it('tells the states of a product apart, and remembers all of them', async () => {
    const store = aCatalogueStore();
    await aProcess({ store }).remember([seat]);
    const renamed = product('seat', 'Seats');
    expect(await aProcess({ store }).unknown([seat, renamed])).toEqual([renamed]);
    await aProcess({ store }).remember([renamed]);
    expect(await aProcess({ store }).unknown([seat, renamed])).toEqual([]);
  });

  it('does not take a product for another one in the same state', async () => {
    const store = aCatalogueStore();
    const [a, b] = [product('a', 'same'), { ...product('a', 'same'), key: 'b' }];
    await aProcess({ store }).remember([a]);
    expect(await aProcess({ store }).unknown([a, b])).toEqual([b]);
  });

  it('starts afresh with an org that has replaced another one, also within a process', async () => {
    const store = aCatalogueStore();
    let orgId = ORG;
    const catalogue = aProcess({ store, orgId: async () => orgId });
    await catalogue.remember([seat]);
    orgId = '00D000000000002AAA';
    expect(await catalogue.unknown([seat])).toEqual([seat]);
    expect(await aProcess({ store, orgId: async () => orgId }).unknown([seat])).toEqual([seat]);
    await catalogue.remember([seat]);
    expect(await aProcess({ store, orgId: async () => orgId }).unknown([seat])).toEqual([]);
  });

  it('takes nothing that it was told of the org before for a fact about the new one', async () => {
    const gate = closedGate();
    const answers = aCatalogueStore();
    await answers.add(ORG, []);
    await aProcess({ store: answers }).remember([seat]);
    let orgId = ORG;
    const slow = { ...answers, known: async (...asked: Parameters<typeof answers.known>) => (orgId === ORG ? await gate.passed : undefined, answers.known(...asked)) };
    const catalogue = aProcess({ store: slow, orgId: async () => orgId });
    const early = catalogue.unknown([seat]);
    await Promise.resolve();
    orgId = '00D000000000002AAA';
    expect(await catalogue.unknown([seat])).toEqual([seat]);
    gate.open();
    await early;
    expect(await catalogue.unknown([seat]), 'the late answer was about the other org').toEqual([seat]);
  });

  it('writes again, without failing, what it cannot ask for; and says so', async () => {
    const store = aCatalogueStore();
    await aProcess({ store }).remember([seat]);
    store.isDown = true;
    const told: string[] = [];
    const catalogue = aProcess({ store, report: (message) => void told.push(message) });
    expect(await catalogue.unknown([seat])).toEqual([seat]);
    await catalogue.remember([seat, support]);
    expect(await catalogue.unknown([seat, support]), 'the process knows all the same').toEqual([]);
    expect(told).toEqual(['the catalogue of products could not be read: the engine is down', 'the catalogue of products could not be written: the engine is down']);
    store.isDown = false;
    expect(await aProcess({ store }).unknown([seat, support]), 'once more after the next restart').toEqual([support]);
  });

  it('leaves it to the write to say that nobody can log in', async () => {
    const store = aCatalogueStore();
    const catalogue = aProcess({ store, orgId: () => Promise.reject(new Error('LOGIN_FAILED')) });
    expect(await catalogue.unknown([seat])).toEqual([seat]);
    await catalogue.remember([seat]);
    expect(store.asked, 'whose catalogue is not known').toEqual([]);
  });

  it('lets a product that was lost be written again, whatever the store says', async () => {
    const store = aCatalogueStore();
    await aProcess({ store }).remember([seat]);
    const catalogue = aProcess({ store });
    expect([await catalogue.unknown([seat]), await catalogue.lost([seat]), await catalogue.lost([seat])]).toEqual([[], [seat], []]);
  });
});

describe('the entry of a product', () => {
  const entry = (...versions: string[]): WrittenProduct => ({ org: ORG, versions });

  it('takes on a state, once', () => {
    expect(withVersion(null, ORG, 'a')).toEqual(entry('a'));
    const two = withVersion(entry('a'), ORG, 'b');
    expect([two, withVersion(two, ORG, 'a')]).toEqual([entry('a', 'b'), two]);
  });

  it('begins anew with another org', () => {
    expect(withVersion({ org: 'other', versions: ['a', 'b'] }, ORG, 'b')).toEqual(entry('b'));
  });

  it('does not grow without end, and forgets the oldest first', () => {
    let grown: WrittenProduct | null = null;
    for (let state = 0; state < 200; state += 1) grown = withVersion(grown, ORG, String(state));
    expect([grown?.versions.length, grown?.versions[0], grown?.versions.at(-1)]).toEqual([50, '150', '199']);
  });
});

describe('questions to the engine', () => {
  it('that come while one is answered are asked as one', async () => {
    const gates = [closedGate(), closedGate()];
    const asked: (readonly string[])[] = [];
    const ask = gathered(async (products) => {
      await gates[asked.push(products) - 1]?.passed;
      return new Map(products.map((each) => [each, { org: ORG, versions: [each] }]));
    });
    const first = ask(['a']);
    await Promise.resolve();
    const more = [ask(['b']), ask(['b', 'c']), ask(['d'])];
    gates.forEach(({ open }) => open());
    expect([...(await first).keys()]).toEqual(['a']);
    for (const answer of await Promise.all(more)) expect([...answer.keys()]).toEqual(['b', 'c', 'd']);
    expect(asked).toEqual([['a'], ['b', 'c', 'd']]);
  });

  it('are asked again after one that failed', async () => {
    let fails = true;
    const ask = gathered(async () => {
      if (fails) throw new Error('down');
      return new Map();
    });
    const failing = ask(['a']);
    await expect(failing).rejects.toThrow('down');
    fails = false;
    expect(await ask(['a'])).toEqual(new Map());
  });
});
