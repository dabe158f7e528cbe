import { agentOptions } from '../devices/agent.ts'
import { audioOptions } from '../devices/audio.ts'
import { bootIndexes } from '../devices/boot-order.ts'
import { busDevices } from '../devices/buses.ts'
import { clockOptions, wantsHpet } from '../devices/clock.ts'
import { cpuText } from '../devices/cpu.ts'
import { displayType, planDisplay, screenSerial } from '../devices/display.ts'
import { driveKeys, planDrive } from '../devices/drive.ts'
import { planFirmware } from '../devices/firmware.ts'
import { planEncryption } from '../devices/memory-encryption.ts'
import { planHostPci } from '../devices/host-pci.ts'
import { iommuOptions } from '../devices/iommu.ts'
import { checkArchitecture, chooseAccel, chooseMachine, machineOptions, sleepOptions } from '../devices/machine.ts'
import { balloonDevice, memoryOptions } from '../devices/memory.ts'
import { planMemory } from '../devices/memory-plan.ts'
import { wantedMachine } from '../devices/machine-version.ts'
import { networkKeys, planNic } from '../devices/network.ts'
import { randomOptions } from '../devices/random.ts'
import { needsScsiBridge } from '../devices/scsi.ts'
import { portOptions } from '../devices/serial.ts'
import { sharedMemoryFile, sharedMemoryOptions } from '../devices/shared-memory.ts'
import { smbiosOptions } from '../devices/smbios.ts'
import { cgroupPlan, cpuCountOptions, planCpus } from '../devices/topology.ts'
import { planTpm } from '../devices/tpm.ts'
import { planUsb } from '../devices/usb.ts'
import { planVirtiofs } from '../devices/virtiofs.ts'
import { watchdogOptions } from '../devices/watchdog.ts'
import { argumentText, blockOption, deviceOption, escapeValue, objectOption, socketOption } from './command-text.ts'
import { checkDevices } from './check-devices.ts'
import { checkTwice } from './check-twice.ts'
import type { PlanContext } from './plan-context.ts'
import { splitArguments } from './split-arguments.ts'
import type { VmConfig } from './vm-config.ts'
import type { StartOptions, VmFacts } from './vm-facts.ts'
import type { DiskPlan, NicPlan, VmPlan } from './vm-plan.ts'

/** What the parts of a plan have in common; also for planning one device to be hot-plugged. */
export function planContext(config: VmConfig, facts: VmFacts, options: StartOptions = {}): PlanContext {
  checkArchitecture(config, facts)
  return {
    config,
    facts,
    options,
    machine: chooseMachine(options.machine ?? wantedMachine(config.machine?.type, config, facts.qemu), facts.qemu),
    boot: bootIndexes(config),
    accel: chooseAccel(config, facts),
    warnings: [],
  }
}

/**
 * From a config and facts to QEMU's command line and what it needs around it. Reads nothing but its arguments: the
 * same ones give the same plan. Fails with a Failure that names the key which cannot be done.
 */
export function planVm(config: VmConfig, facts: VmFacts, options: StartOptions = {}): VmPlan {
  const context = planContext(config, facts, options)
  const { machine, accel, warnings } = context
  const file = (ending: string) => `${facts.paths.run}/${facts.vmid}.${ending}`

  const encryption = planEncryption(context)
  const firmware = planFirmware(context, encryption.bios)
  const tpm = planTpm(context)
  const display = planDisplay(context)
  const hostPci = planHostPci(context)
  const usb = planUsb(context)
  const agent = agentOptions(context)
  const ports = portOptions(context)
  const cpu = cpuText(context, encryption.cpu)
  const cpus = planCpus(context, cpu)
  const memory = planMemory(context)
  const virtiofs = planVirtiofs(context, memory)
  const balloon = balloonDevice(context)
  const drives = driveKeys(config).map(key => planDrive(context, key))
  const nics = networkKeys(config).map(key => planNic(context, key))
  const screen = screenSerial(displayType(context))
  if (screen !== undefined && config[`serial${screen}`] === undefined)
    warnings.push(`vga: serial${screen} is the screen, but the key serial${screen} is not set`)
  const needs = {
    // Also without a disk: one may be plugged later.
    scsiBridge: needsScsiBridge(config.scsihw),
    extraRootPorts: hostPci.rootPorts,
    virtiofsBridge: virtiofs.devices.length > 0,
  }

  const buses = busDevices(machine.kind, needs)
  checkTwice(context, { disks: [...firmware.disks, ...drives], nics, usb: usb.devices, memory })
  checkDevices(context, { buses, display: display.devices, usb: usb.devices, hostPci: hostPci.devices, balloon, drives, nics })

  const argv = [
    ...controlOptions(config, facts, file),
    ...machineOptions(config, machine, accel, {
      smm: firmware.smm,
      pflash: firmware.pflash,
      hpet: wantsHpet(config.ostype),
      encryption: encryption.machine,
    }),
    ...encryption.options,
    ...firmware.options,
    ...sleepOptions(config, machine.kind),
    ...smbiosOptions(config.smbios1),
    ...cpuCountOptions(cpus),
    '-cpu',
    cpu,
    ...memoryOptions(memory),
    ...virtiofs.options,
    ...cpus.devices.flatMap(deviceOption),
    ...clockOptions(context),
    '-boot',
    'menu=on,strict=on,reboot-timeout=1000',
    ...(config.reboot === false ? ['-no-reboot'] : []),
    ...(config.freeze === true || options.paused ? ['-S'] : []),
    ...(options.incoming === undefined ? [] : ['-incoming', options.incoming]),
    ...display.options,
    ...usb.options,
    ...iommuOptions(context),
    ...buses.flatMap(deviceOption),
    ...generationId(config),
    ...display.devices.flatMap(deviceOption),
    ...usb.devices.flatMap(deviceOption),
    ...hostPci.devices.flatMap(deviceOption),
    ...virtiofs.devices.flatMap(deviceOption),
    ...tpm.options,
    ...ports.options,
    ...agent.options,
    ...audioOptions(context, display.spice !== undefined),
    ...randomOptions(context),
    ...watchdogOptions(context),
    ...sharedMemoryOptions(context),
    ...(balloon ? deviceOption(balloon) : []),
    ...firmware.nodes.flatMap(blockOption),
    ...firmware.disks.flatMap(disk => disk.nodes.flatMap(blockOption)),
    ...driveOptions(drives),
    ...nics.flatMap(nicOptions),
    ...(config.args === undefined ? [] : splitArguments(config.args)),
  ]

  return {
    argv,
    sockets: {
      qmp: file('qmp'),
      events: file('event'),
      meter: file('meter'),
      vnc: display.vnc,
      spice: display.spice,
      serials: ports.sockets,
      agent: agent.socket,
      tpm: tpm.tpm?.socket,
      pidfile: file('pid'),
    },
    nics,
    disks: [...firmware.disks, ...drives],
    usb: usb.plugs,
    tpm: tpm.tpm,
    copies: firmware.copies,
    hostDevices: hostPci.host,
    sharedFolders: virtiofs.folders,
    sharedMemory: sharedMemoryFile(context),
    cgroup: cgroupPlan(config, facts.host),
    cpus,
    memory,
    machine: machine.type,
    cpu,
    warnings,
  }
}

/** Who the guest is, how it is controlled and what happens when it powers off. */
function controlOptions(config: VmConfig, facts: VmFacts, file: (ending: string) => string): string[] {
  return [
    facts.qemu.binary,
    '-name',
    `guest=${escapeValue(config.name ?? `vm${facts.vmid}`)},debug-threads=on`,
    '-no-shutdown',
    '-daemonize',
    '-pidfile',
    file('pid'),
    '-nodefaults',
    ...socketOption('qmp', file('qmp')),
    '-mon',
    'chardev=qmp,mode=control',
    ...socketOption('qmp-event', file('event')),
    '-mon',
    'chardev=qmp-event,mode=control',
    ...socketOption('qmp-meter', file('meter')),
    '-mon',
    'chardev=qmp-meter,mode=control',
  ]
}

function generationId(config: VmConfig): string[] {
  const id = config.vmgenid
  return id === undefined || id === '0' || id === '1' ? [] : ['-device', `vmgenid,guid=${id},id=vmgenid`]
}

/** Controllers that several disks name are made once. */
function driveOptions(drives: readonly DiskPlan[]): string[] {
  const made = new Set<string>()
  return drives.flatMap(drive => {
    const controllers = drive.controllers.filter(controller => !made.has(controller.id))
    for (const controller of controllers) made.add(controller.id)
    return [
      ...drive.objects.flatMap(objectOption),
      ...drive.nodes.flatMap(blockOption),
      ...drive.options,
      ...controllers.flatMap(deviceOption),
      ...(drive.device ? deviceOption(drive.device) : []),
    ]
  })
}

function nicOptions(nic: NicPlan): string[] {
  return ['-netdev', argumentText(nic.netdev, 'type'), ...deviceOption(nic.device)]
}
