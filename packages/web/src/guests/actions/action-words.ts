import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import {
  ArrowRightLeft,
  Boxes,
  Camera,
  CirclePause,
  CirclePlay,
  CircleStop,
  Copy,
  FileBox,
  LockOpen,
  Moon,
  Play,
  Power,
  RotateCcw,
  RotateCw,
  SquareTerminal,
  Trash2,
  type LucideIcon,
} from 'lucide-react'
import type { GuestActionId, PowerAction } from './guest-actions.ts'

export const actionLabels: Readonly<Record<GuestActionId, MessageDescriptor>> = {
  start: msg`Start`,
  resume: msg`Resume`,
  shutdown: msg`Shut down`,
  reboot: msg`Reboot`,
  pause: msg`Pause`,
  hibernate: msg`Hibernate`,
  reset: msg`Reset`,
  stop: msg`Stop`,
  console: msg`Console`,
  snapshot: msg`Take snapshot`,
  migrate: msg`Migrate`,
  clone: msg`Clone`,
  template: msg`Convert to template`,
  pool: msg`Manage pool`,
  unlock: msg`Unlock`,
  remove: msg`Remove`,
}

export const actionIcons: Readonly<Record<GuestActionId, LucideIcon>> = {
  start: Play,
  resume: CirclePlay,
  shutdown: Power,
  reboot: RotateCw,
  pause: CirclePause,
  hibernate: Moon,
  reset: RotateCcw,
  stop: CircleStop,
  console: SquareTerminal,
  snapshot: Camera,
  migrate: ArrowRightLeft,
  clone: Copy,
  template: FileBox,
  pool: Boxes,
  unlock: LockOpen,
  remove: Trash2,
}

/** What a guest is about to become. */
export const intentWords: Readonly<Record<PowerAction, MessageDescriptor>> = {
  start: msg`Starting…`,
  resume: msg`Resuming…`,
  shutdown: msg`Shutting down…`,
  reboot: msg`Rebooting…`,
  pause: msg`Pausing…`,
  hibernate: msg`Hibernating…`,
  reset: msg`Resetting…`,
  stop: msg`Stopping…`,
}
