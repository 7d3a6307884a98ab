import type { Remark } from '../model/remark.ts';
import { openCase } from '../store/open-case.ts';

/**
 * Keeps a remark in the case, in the place of an earlier one on the same at the same moment; without text, none is left there.
 * Gives all of them. Throws UserError E_CASE_UNWRITABLE, E_CASE_BUSY.
 */
export function takeRemark(casePath: string, remark: Remark): readonly Remark[] {
  const store = openCase(casePath);
  try {
    store.remark(remark);
    return store.remarks();
  } finally {
    store.close();
  }
}
