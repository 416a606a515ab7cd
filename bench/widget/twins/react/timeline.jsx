// The timeline in React: what is shown is derived by memo, the window is TanStack Virtual's.

import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useCallback, useMemo, useRef, useState } from "react";

import { describeItem } from "../../shared/customer.js";
import { DAY, marked, wordsOf } from "../../shared/timeline.js";
import { count, day, exact, word } from "../../shared/words.js";
import { Icon, Section } from "./panel.jsx";

export function TimelineView({ state: { customer: { now }, timeline, page, total, revision }, store }) {
  const [department, setDepartment] = useState(null);
  // Not deferred: among 100,000 a search takes a fraction of a frame, and a second render would only delay its result.
  const [query, setQuery] = useState("");
  const words = useMemo(() => wordsOf(query), [query]);
  // The timeline changes in place: its revision stands for it.
  const { entries, matches, facets } = useMemo(() => timeline.view(department, words), [timeline, revision, department, words]);
  const scroller = useRef(null);
  const [isScrolled, setScrolled] = useState(false);
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback((place) => (entries[place] & DAY ? 26 : 54), [entries]),
    getItemKey: useCallback((place) => entries[place], [entries]),
    overscan: 6,
    // Whoever has scrolled away keeps what is in view; at the top, news come into it.
    anchorTo: isScrolled ? "end" : "start",
    onChange: ({ scrollOffset }) => setScrolled(scrollOffset > 0),
  });
  const jump = (at) => {
    if (!Number.isNaN(at)) virtualizer.scrollToIndex(timeline.placeOf(entries, at + 86_399_999), { align: "start" });
  };
  return (
    <Section name="timeline" title="Timeline" facts={`${count(matches)} of ${count(total)}`}>
      <div part="timeline" className="timeline">
        <div part="filter" className="filters" role="group" aria-label="Department">
          <Chip name={null} number={0} pressed={department === null} onChoose={setDepartment} />
          {facets.map(([name, number]) => <Chip key={name} name={name} number={number} pressed={department === name} onChoose={setDepartment} />)}
        </div>
        <input type="search" part="search" className="search" value={query} onChange={(event) => setQuery(event.target.value)}
          placeholder="Search this customer’s history" aria-label="Search this customer’s history" autoComplete="off" spellCheck="false" maxLength={200} />
        <input type="date" className="jump" aria-label="Jump to date" onChange={(event) => jump(event.target.valueAsNumber)} />
        <div className="window" tabIndex={0} ref={scroller}>
          <div className="extent" style={{ blockSize: virtualizer.getTotalSize() }}>
            {virtualizer.getVirtualItems().map(({ key, index, start }) => (
              <Entry key={key} entry={entries[index]} item={timeline.at(entries[index])} place={index} start={start} words={words} now={now} measure={virtualizer.measureElement} />
            ))}
          </div>
        </div>
        {page.hasMore && <button type="button" part="button" className="more" onClick={() => store.loadMore()}>Load more</button>}
      </div>
    </Section>
  );
}

const Chip = memo(({ name, number, pressed, onChoose }) => (
  <button type="button" part="button" className="filter" aria-pressed={pressed} onClick={() => onChoose(name)}>
    <bdi>{name === null ? "All" : `${word("department", name)} ${count(number)}`}</bdi>
  </button>
));

/** Where a row stands changes more often than what it shows. */
const Entry = memo(({ entry, item, place, start, words, now, measure }) => {
  const placed = { "data-index": place, ref: measure, style: { transform: `translateY(${start}px)` } };
  if (entry & DAY) return <h4 className="entry day" {...placed}><Day at={Date.parse(item.interactionDate.startDateTime)} now={now} /></h4>;
  return <div part="timeline-item" className="entry item" {...placed}><Item item={item} words={words} /></div>;
});

const Day = memo(({ at, now }) => <time dateTime={new Date(at).toISOString()} title={exact(at)}>{day(at, now)}</time>);

const Item = memo(({ item, words }) => {
  const shown = describeItem(item);
  return (
    <>
      <span className="when"><time dateTime={shown.iso} title={shown.exact}>{shown.time}</time></span>
      <div className="what">
        <p className="headline"><Title shown={shown} words={words} /></p>
        <p className="facts-line">
          <span className="department" data-department={shown.department}><bdi>{shown.departmentWord}</bdi></span>
          {shown.facts.map((fact) => <span key={fact} className="fact"><bdi dir="auto">{fact}</bdi></span>)}
          {shown.status && <span part="badge" className={`badge ${shown.tone}`}><bdi>{shown.status}</bdi></span>}
        </p>
      </div>
    </>
  );
});

function Title({ shown: { text, url }, words }) {
  if (text === null) return <span className="quiet"><Icon name="lock" />There is an entry that you may not see</span>;
  const content = <bdi dir="auto">{marked(text, words).map(([piece, isMatch], place) => (isMatch ? <mark key={place}>{piece}</mark> : piece))}</bdi>;
  return url === null ? content : <a part="link" className="link" href={url} target="_blank" rel="noopener noreferrer">{content}</a>;
}
