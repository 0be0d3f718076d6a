import { randomBytes } from 'node:crypto';

/** Access tokens and whose they are. */
export class Sessions {
  private readonly users = new Map<string, string>();
  private readonly organizationId: string;

  constructor(organizationId: string) {
    this.organizationId = organizationId;
  }

  open(userId: string): string {
    const token = `${this.organizationId.slice(0, 15)}!${randomBytes(24).toString('base64url')}`;
    this.users.set(token, userId);
    return token;
  }

  close(token: string): void {
    this.users.delete(token);
  }

  userOf(token: string): string | undefined {
    return this.users.get(token);
  }
}

/** The token of an Authorization header, `Bearer x` or `OAuth x`. */
export function tokenOf(header: string | undefined): string {
  return /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(header ?? '')?.[1] ?? '';
}
