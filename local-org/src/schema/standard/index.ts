import * as apex from './apex.ts';
import * as catalogue from './catalogue.ts';
import * as content from './content.ts';
import type { StandardObject } from './define.ts';
import * as products from './products.ts';
import * as sales from './sales.ts';
import * as service from './service.ts';
import * as setup from './setup.ts';

/** Every standard object that an org has from the start. */
export const STANDARD_OBJECTS: readonly StandardObject[] = [sales, products, service, setup, apex, content, catalogue].flatMap((area) => Object.values(area));
