// A grey block in the place of what is still loading. Sizes are classes of the page's own layout,
// so that nothing moves when the data come.
import css from './bone.module.css'

export function Bone({ height, width = '100%' }: { height: number; width?: string }) {
  return <span aria-hidden="true" className={css.bone} style={{ height, width }} />
}

export function BoneList({ count, height }: { count: number; height: number }) {
  return (
    <div className="stack">
      {Array.from({ length: count }, (_, at) => (
        <Bone key={at} height={height} />
      ))}
    </div>
  )
}
