export interface OvfChanges {
  readonly firstFile?: string
  /** Attributes of the first file. */
  readonly fileOptions?: string
  readonly scsi?: string
  /** More elements of the hardware. */
  readonly hardware?: string
}

const item = (parts: Readonly<Record<string, string | number>>) =>
  `<Item>${Object.entries(parts)
    .map(([name, value]) => `<rasd:${name}>${value}</rasd:${name}>`)
    .join('')}</Item>`

/** An OVF description as VMware's tools write it: two SCSI disks, one SATA disk, a CD, two cards. */
export function ovfText({ firstFile = 'first.vmdk', fileOptions = '', scsi = 'VirtualSCSI', hardware = '' }: OvfChanges = {}): string {
  const disk = (id: number, name: string, parent: number, place: number) =>
    item({ AddressOnParent: place, HostResource: `ovf:/disk/${name}`, InstanceID: id, Parent: parent, ResourceType: 17 })
  return `<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"
  xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData"
  xmlns:vmw="http://www.vmware.com/schema/ovf">
  <References>
    <File ovf:href="${firstFile}" ovf:id="file1" ovf:size="1" ${fileOptions}/>
    <File ovf:href="second.vmdk" ovf:id="file2"/>
    <File ovf:href="third.vmdk" ovf:id="file3"/>
  </References>
  <DiskSection>
    <Info>disks</Info>
    <Disk ovf:capacity="1" ovf:capacityAllocationUnits="byte * 2^20" ovf:diskId="d1" ovf:fileRef="file1"/>
    <Disk ovf:capacity="2" ovf:capacityAllocationUnits="byte * 2^20" ovf:diskId="d2" ovf:fileRef="file2"/>
    <Disk ovf:capacity="1" ovf:diskId="d3" ovf:fileRef="file3"/>
    <Disk ovf:capacity="1" ovf:diskId="d4"/>
  </DiskSection>
  <VirtualSystem ovf:id="vm">
    <Name>Web Server &amp; 1</Name>
    <OperatingSystemSection ovf:id="101" vmw:osType="debian12_64Guest"><Info/><Description>Other</Description></OperatingSystemSection>
    <VirtualHardwareSection>
      <Info/>
      ${item({ AllocationUnits: 'hertz * 10^6', InstanceID: 1, ResourceType: 3, VirtualQuantity: 4 }).replace('</Item>', '<vmw:CoresPerSocket>2</vmw:CoresPerSocket></Item>')}
      ${item({ AllocationUnits: 'byte * 2^20', InstanceID: 2, ResourceType: 4, VirtualQuantity: 2048 })}
      ${item({ Address: 0, InstanceID: 3, ResourceSubType: scsi, ResourceType: 6 })}
      ${item({ InstanceID: 4, ElementName: 'SATA controller', ResourceSubType: 'vmware.sata.ahci', ResourceType: 20 })}
      ${disk(6, 'd2', 3, 1)}
      ${disk(5, 'd1', 3, 0)}
      ${disk(7, 'd3', 4, 0)}
      ${disk(8, 'd4', 3, 2)}
      ${item({ HostResource: 'ovf:/file/iso', InstanceID: 9, Parent: 4, ResourceType: 15 })}
      ${item({ Address: '00:50:56:aa:bb:cc', Connection: 'VM Network', InstanceID: 10, ResourceSubType: 'VmxNet3', ResourceType: 10 })}
      ${item({ Connection: 'VM Network', InstanceID: 11, ResourceSubType: 'E1000', ResourceType: 10 })}
      ${hardware}
    </VirtualHardwareSection>
  </VirtualSystem>
</Envelope>
`
}
