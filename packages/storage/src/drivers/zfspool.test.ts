import { storageConformance } from '../conformance.ts'
import { zfsOptions, zfsUnderTest } from '../testing/zfs-under-test.ts'

storageConformance('a ZFS storage', zfsUnderTest('\tsparse 1\n\tblocksize 16k\n'), zfsOptions)
