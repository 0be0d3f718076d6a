import type { DmlError } from '../../contract.ts';
import type { Row } from '../../store/store.ts';
import type { SaveEnvironment } from '../environment.ts';
import type { Work } from '../work.ts';

/** What the platform does when records of one standard object are saved, besides what all objects have in common. */
export interface PlatformRules {
  /** Fills in what before triggers already see. */
  beforeTriggers?(work: Work, environment: SaveEnvironment): void;
  /** After before triggers: derives fields of the draft, or refuses it. */
  complete?(work: Work, environment: SaveEnvironment): DmlError[];
  /** After after triggers, for the records that were kept; also after an undelete. */
  afterSave?(works: readonly Work[], environment: SaveEnvironment): void;
  refuseDelete?(row: Row, environment: SaveEnvironment): DmlError | undefined;
  afterDelete?(works: readonly Work[], environment: SaveEnvironment): void;
}
