/** Deployments by id, with their results. */
export class Deployments {
  private readonly results = new Map<string, unknown>();
  private count = 0;

  add(result: (id: string) => unknown): string {
    this.count += 1;
    const id = `0AfLO0${String(this.count).padStart(9, '0')}AAA`;
    this.results.set(id, result(id));
    return id;
  }

  get(id: string): unknown {
    return this.results.get(id.length === 15 ? `${id}AAA` : id);
  }
}
