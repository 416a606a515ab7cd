//! Rules for documents: what a link inside the repository leads to is there.

use crate::files::{self, assert_none, root};

/// Targets of the Markdown links in a text that lead to a file, without their fragment.
fn local_targets(text: &str) -> Vec<&str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
    targets.filter(|target| !target.is_empty() && !target.contains(':') && !target.contains(' ')).collect()
}

#[test]
fn links_between_documents_lead_somewhere() {
    let documents = files::all().into_iter().filter(|file| file.has_extension(&["md"]));
    let dead = documents.flat_map(|file| {
        let path = root().join(&file.path);
        let folder = path.parent().unwrap().to_path_buf();
        let dead = local_targets(&file.text).into_iter().filter(|target| !folder.join(target).exists());
        dead.map(|target| format!("{}: {target} is not there", file.path)).collect::<Vec<_>>()
    });
    assert_none(&dead.collect::<Vec<_>>());
}

#[test]
fn local_links_are_told_from_others() {
    let text = "See [a](docs/a.md#part), [b](https://example.com/b), [c](#here), ![d](docs/d.png).";
    assert_eq!(local_targets(text), ["docs/a.md", "docs/d.png"]);
}
