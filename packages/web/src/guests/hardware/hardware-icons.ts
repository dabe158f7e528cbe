import {
  AppWindow,
  AudioLines,
  Cable,
  ChartNoAxesGantt,
  CircuitBoard,
  Cloud,
  Cpu,
  Disc,
  Dices,
  Dog,
  FolderTree,
  Globe,
  HardDrive,
  Keyboard,
  MemoryStick,
  Microchip,
  Monitor,
  Network,
  PlugZap,
  ShieldCheck,
  Usb,
  type LucideIcon,
} from 'lucide-react'
import type { Config } from '../config/config-rows.ts'
import { isCdrom, isCloudInit } from './hardware-items.ts'

const icons: readonly (readonly [RegExp, LucideIcon])[] = [
  [/^memory$/, MemoryStick],
  [/^processors$|^numa\d+$/, Cpu],
  [/^scsihw$/, PlugZap],
  [/^bios$/, Microchip],
  [/^machine$/, CircuitBoard],
  [/^vga$/, Monitor],
  [/^net\d+$/, Network],
  [/^dns$/, Globe],
  [/^usb\d+$/, Usb],
  [/^(?:hostpci|dev)\d+$/, CircuitBoard],
  [/^tpmstate\d+$/, ShieldCheck],
  [/^audio\d+$/, AudioLines],
  [/^rng\d+$/, Dices],
  [/^virtiofs\d+$|^mp\d+$/, FolderTree],
  [/^watchdog$/, Dog],
  [/^keyboard$/, Keyboard],
  [/^(?:serial|parallel)\d+$/, Cable],
  [/^args$/, AppWindow],
  [/^ivshmem$/, ChartNoAxesGantt],
]

/** The picture of a line of hardware. */
export function hardwareIcon(id: string, config: Config): LucideIcon {
  const text = config.get(id) ?? ''
  if (isCloudInit(text)) return Cloud
  if (isCdrom(text)) return Disc
  return icons.find(([ids]) => ids.test(id))?.[1] ?? HardDrive
}
