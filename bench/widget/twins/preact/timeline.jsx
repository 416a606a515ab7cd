// The timeline in Preact: what is shown is derived by memo, the window is TanStack Virtual's core behind a hook.

import { memo } from "preact/compat";
import { useCallback, useMemo, useRef, useState } from "preact/hooks";

import { describeItem } from "../../shared/customer.js";
import { DAY, marked, wordsOf } from "../../shared/timeline.js";
import { count, day, exact, word } from "../../shared/words.js";
import { Icon, Section } from "./panel.jsx";
import { useVirtualizer } from "./virtualizer.js";

export function TimelineView({ state: { customer: { now }, timeline, page, total, revision }, store }) {
  const [department, setDepartment] = useState(null);
  const [query, setQuery] = useState("");
  const words = useMemo(() => wordsOf(query), [query]);
  // The timeline changes in place: its revision stands for it.
  const { entries, matches, facets } = useMemo(() => timeline.view(department, words), [timeline, revision, department, words]);
  const scroller = useRef(null);
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback((place) => (entries[place] & DAY ? 26 : 54), [entries]),
    getItemKey: useCallback((place) => entries[place], [entries]),
    overscan: 6,
  });
  const jump = (at) => {
    if (!Number.isNaN(at)) virtualizer.scrollToIndex(timeline.placeOf(entries, at + 86_399_999), { align: "start" });
  };
  return (
    <Section name="timeline" title="Timeline" facts={`${count(matches)} of ${count(total)}`}>
      <div part="timeline" class="timeline">
        <div part="filter" class="filters" role="group" aria-label="Department">
          <Chip name={null} number={0} pressed={department === null} onChoose={setDepartment} />
          {facets.map(([name, number]) => <Chip key={name} name={name} number={number} pressed={department === name} onChoose={setDepartment} />)}
        </div>
        <input type="search" part="search" class="search" value={query} onInput={(event) => setQuery(event.target.value)}
          placeholder="Search this customer’s history" aria-label="Search this customer’s history" autocomplete="off" spellcheck="false" maxlength={200} />
        <input type="date" class="jump" aria-label="Jump to date" onChange={(event) => jump(event.target.valueAsNumber)} />
        <div class="window" tabindex={0} ref={scroller}>
          <div class="extent" style={{ blockSize: virtualizer.getTotalSize() }}>
            {virtualizer.getVirtualItems().map(({ key, index, start }) => (
              <Entry key={key} entry={entries[index]} item={timeline.at(entries[index])} place={index} start={start} words={words} now={now} measure={virtualizer.measureElement} />
            ))}
          </div>
        </div>
        {page.hasMore && <button type="button" part="button" class="more" onClick={() => store.loadMore()}>Load more</button>}
      </div>
    </Section>
  );
}

const Chip = memo(({ name, number, pressed, onChoose }) => (
  <button type="button" part="button" class="filter" aria-pressed={pressed} onClick={() => onChoose(name)}>
    <bdi>{name === null ? "All" : `${word("department", name)} ${count(number)}`}</bdi>
  </button>
));

/** Where a row stands changes more often than what it shows. */
const Entry = memo(({ entry, item, place, start, words, now, measure }) => {
  const placed = { "data-index": place, ref: measure, style: { transform: `translateY(${start}px)` } };
  if (entry & DAY) return <h4 class="entry day" {...placed}><Day at={Date.parse(item.interactionDate.startDateTime)} now={now} /></h4>;
  return <div part="timeline-item" class="entry item" {...placed}><Item item={item} words={words} /></div>;
});

const Day = memo(({ at, now }) => <time datetime={new Date(at).toISOString()} title={exact(at)}>{day(at, now)}</time>);

const Item = memo(({ item, words }) => {
  const shown = describeItem(item);
  return (
    <>
      <span class="when"><time datetime={shown.iso} title={shown.exact}>{shown.time}</time></span>
      <div class="what">
        <p class="headline"><Title shown={shown} words={words} /></p>
        <p class="facts-line">
          <span class="department" data-department={shown.department}><bdi>{shown.departmentWord}</bdi></span>
          {shown.facts.map((fact) => <span key={fact} class="fact"><bdi dir="auto">{fact}</bdi></span>)}
          {shown.status && <span part="badge" class={`badge ${shown.tone}`}><bdi>{shown.status}</bdi></span>}
        </p>
      </div>
    </>
  );
});

function Title({ shown: { text, url }, words }) {
  if (text === null) return <span class="quiet"><Icon name="lock" />There is an entry that you may not see</span>;
  const content = <bdi dir="auto">{marked(text, words).map(([piece, isMatch], place) => (isMatch ? <mark key={place}>{piece}</mark> : piece))}</bdi>;
  return url === null ? content : <a part="link" class="link" href={url} target="_blank" rel="noopener noreferrer">{content}</a>;
}
