import { clusterSpecialCommands } from './special-cluster.ts'
import { pctSpecialCommands } from './special-pct.ts'
import { qmSpecialCommands } from './special-qm.ts'
import { servicesSpecialCommands } from './special-services.ts'
import { storageSpecialCommands } from './special-storage.ts'
import { toolsSpecialCommands } from './special-tools.ts'
import type { SpecialCommandSpec } from './special-command.ts'

/** Every command that is not one API call. */
export const specialCommands: readonly SpecialCommandSpec[] = [
  ...qmSpecialCommands,
  ...pctSpecialCommands,
  ...storageSpecialCommands,
  ...clusterSpecialCommands,
  ...servicesSpecialCommands,
  ...toolsSpecialCommands,
]
