import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import {
  ArrowRightLeft,
  Boxes,
  Camera,
  CirclePause,
  Pause,
  Play,
  Power,
  RotateCcw,
  SlidersHorizontal,
  Square,
  Tags,
  Trash2,
  type LucideIcon,
} from 'lucide-react'
import type { BulkKind } from './bulk-action.ts'
import type { RowState } from './bulk-rows.ts'
import type { PreflightReason } from './preflight.ts'

export const bulkNames: Readonly<Record<BulkKind, MessageDescriptor>> = {
  start: msg`Start`,
  shutdown: msg`Shut down`,
  reboot: msg`Reboot`,
  suspend: msg`Suspend`,
  resume: msg`Resume`,
  stop: msg`Stop`,
  migrate: msg`Migrate`,
  tags: msg`Tags`,
  snapshot: msg`Snapshot`,
  pool: msg`Pool`,
  config: msg`Change options`,
  delete: msg`Delete`,
}

export const bulkIcons: Readonly<Record<BulkKind, LucideIcon>> = {
  start: Play,
  shutdown: Power,
  reboot: RotateCcw,
  suspend: Pause,
  resume: CirclePause,
  stop: Square,
  migrate: ArrowRightLeft,
  tags: Tags,
  snapshot: Camera,
  pool: Boxes,
  config: SlidersHorizontal,
  delete: Trash2,
}

export const reasonTexts: Readonly<Record<PreflightReason, MessageDescriptor>> = {
  'runs-already': msg`It runs already.`,
  'does-not-run': msg`It does not run.`,
  'is-paused': msg`It is paused already.`,
  'is-not-paused': msg`It is not paused.`,
  template: msg`It is a template.`,
  locked: msg`It is locked by another operation.`,
  'node-offline': msg`Its node is offline.`,
  runs: msg`It runs: stop it first.`,
  'no-change': msg`Nothing would change.`,
  'in-pool': msg`It is in this pool already.`,
  'in-no-pool': msg`It is in no pool.`,
  'vm-only': msg`Containers cannot be suspended.`,
  'on-target': msg`It is there already.`,
}

export const rowStates: Readonly<Record<RowState, MessageDescriptor>> = {
  queued: msg`Waiting`,
  running: msg`Running`,
  done: msg`Done`,
  failed: msg`Failed`,
  cancelled: msg`Left out`,
}
