/** Closer to the end than this, a reader is taken to be following. */
const NEAR_PX = 64;

/**
 * Follows what is being written, for as long as the reader does not scroll away from it.
 * @param {HTMLElement} scroller
 * @param {HTMLElement} content
 * @param {HTMLButtonElement} newest  brings a reader back who has scrolled away
 * @returns {{follow: () => void}}
 */
export function following(scroller, content, newest) {
  let follows = true;
  const left = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
  const toEnd = () => (scroller.scrollTop = scroller.scrollHeight);

  let height = 0;
  scroller.addEventListener('scroll', () => {
    // Content that grew scrolls nobody away; only a reader does that.
    if (left() < NEAR_PX) follows = true;
    else if (scroller.scrollHeight === height) follows = false;
    height = scroller.scrollHeight;
    newest.hidden = follows;
  });
  const onSize = () => {
    if (follows) toEnd();
    height = scroller.scrollHeight;
  };
  // The scroller's own size too: a phone's keyboard takes half of it.
  const sizes = new ResizeObserver(onSize);
  sizes.observe(content);
  sizes.observe(scroller);

  const follow = () => {
    follows = true;
    newest.hidden = true;
    toEnd();
  };
  newest.addEventListener('click', follow);
  return { follow };
}
