import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs, needsAny } from '../permission.ts'

export const nodesHardware = {
  pci: endpoint({
    method: 'GET',
    path: '/nodes/{node}/hardware/pci',
    description: 'List PCI devices.',
    permission: needsAny('/', 'Sys.Audit', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      'pci-class-blacklist': optional(string({ description: 'Device classes to leave out.', default: '05;06;0b', format: 'string-list' })),
      verbose: optional(boolean({ description: 'Show more.', default: true })),
    },
    returns: array(
      object({
        class: string(),
        device: string(),
        device_name: optional(string()),
        id: string(),
        iommugroup: integer(),
        mdev: optional(boolean()),
        subsystem_device: optional(string()),
        subsystem_device_name: optional(string()),
        subsystem_vendor: optional(string()),
        subsystem_vendor_name: optional(string()),
        vendor: string(),
        vendor_name: optional(string()),
      }),
    ),
  }),
  mediatedDevices: endpoint({
    method: 'GET',
    path: '/nodes/{node}/hardware/pci/{pci-id-or-mapping}/mdev',
    description: 'List the types of mediated devices of a PCI device.',
    permission: needsAny('/', 'Sys.Audit', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      'pci-id-or-mapping': string({
        description: 'PCI address, or name of a mapping.',
        pattern: '(?:(?:[0-9a-fA-F]{4}:)?[0-9a-fA-F]{2}:[0-9a-fA-F]{2}\\.[0-9a-fA-F])|([a-zA-Z][a-zA-Z0-9_-]+)',
      }),
    },
    returns: array(object({ available: integer(), name: optional(string()), type: string() })),
  }),
  usb: endpoint({
    method: 'GET',
    path: '/nodes/{node}/hardware/usb',
    description: 'List USB devices.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    parameters: { node },
    returns: array(
      object({
        busnum: integer(),
        class: integer(),
        devnum: integer(),
        level: integer(),
        manufacturer: optional(string()),
        port: integer(),
        prodid: string(),
        product: optional(string()),
        serial: optional(string()),
        speed: string(),
        usbpath: optional(string()),
        vendid: string(),
      }),
    ),
  }),
}
