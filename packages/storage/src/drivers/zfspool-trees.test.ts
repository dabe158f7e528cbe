import { zfsOptions, zfsUnderTest } from '../testing/zfs-under-test.ts'
import { treeConformance } from '../tree-conformance.ts'

treeConformance('a ZFS storage', zfsUnderTest(''), zfsOptions)
