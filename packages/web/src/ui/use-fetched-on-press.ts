import { useEffect, useState, type ComponentType, type HTMLAttributes } from 'react'

export interface FetchedOnPress<P> {
  /** What takes the button's place, and is open, once it was pressed. */
  readonly Fetched: ComponentType<P> | undefined
  /** To be put on the button until then. */
  readonly handlers: Pick<HTMLAttributes<HTMLElement>, 'onPointerEnter' | 'onFocus' | 'onClick'>
}

/** What opens from a button is a large part of the program that the first page does not need: it is fetched when it is about to open. */
export function useFetchedOnPress<P>(
  fetch: () => Promise<ComponentType<P>>,
  open: boolean | undefined,
  onPress: () => void,
): FetchedOnPress<P> {
  const [Fetched, setFetched] = useState<ComponentType<P>>()
  const take = async () => {
    const component = await fetch()
    setFetched(() => component)
  }
  useEffect(() => {
    if (open) void take()
  }, [open])
  const soon = () => void fetch()
  return { Fetched, handlers: { onPointerEnter: soon, onFocus: soon, onClick: () => void take().then(onPress) } }
}
