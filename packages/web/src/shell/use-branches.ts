import { useState } from 'react'
import type { InventoryState } from '../live/inventory.ts'
import { sameBranches, treeBranches, type TreeBranch, type TreeGroup } from './tree-model.ts'

/** Remembers the groups of the last inventory. */
class Grouping {
  #last: { readonly inventory: InventoryState; readonly by: TreeGroup; readonly branches: readonly TreeBranch[] } | undefined

  branches(inventory: InventoryState, by: TreeGroup): readonly TreeBranch[] {
    const last = this.#last
    const branches = last?.by === by && sameBranches(last.inventory, inventory, by) ? last.branches : treeBranches(inventory, by)
    this.#last = { inventory, by, branches }
    return branches
  }
}

/** The groups of the tree; the same ones as long as no member moves. */
export function useBranches(inventory: InventoryState, by: TreeGroup): readonly TreeBranch[] {
  const [grouping] = useState(() => new Grouping())
  return grouping.branches(inventory, by)
}
