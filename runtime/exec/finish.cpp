#include "runtime/exec/finish.h"

#include <fmt/format.h>

#include <utility>

#include "runtime/exec/dataset_work.h"
#include "runtime/exec/finished_rows.h"
#include "runtime/exec/output_pass.h"
#include "runtime/exec/selection.h"

namespace sdg::exec {
namespace {

FinishFailure cannot_write(const sink::SinkFailure& failure) { return {ExitCode::CannotWrite, failure.message}; }

Result<FinishedPart, FinishFailure> write_part(const DatasetWork& work, const Outlook& outlook,
                                               const sink::OpenSink& open_sink) {
  OutputPass pass(work.source, outlook.store, open_sink, OutputPass::Extent::FinishedRows);
  if (const auto opened = pass.open(); !opened) return cannot_write(opened.failure());
  for (bool more = true; more;) {
    const auto written = pass.write_some();
    if (!written && pass.source_failed()) return FinishFailure{ExitCode::ProgramWrong, written.failure().message};
    if (!written) return cannot_write(written.failure());
    more = *written;
    pass.computed().clear();
  }
  if (const auto committed = pass.commit(); !committed) return cannot_write(committed.failure());
  FinishedPart part{work.program.dataset.name, pass.rows(), 0, pass.unknown() - pass.uncounted(), pass.uncounted(), {}};
  for (const auto& file : pass.files()) part.paths.push_back(file.path);
  if (!pass.files().empty()) part.written = pass.files().front().rows;
  return part;
}

}  // namespace

Result<std::vector<FinishedPart>, FinishFailure> write_finished(const plan::Plan& plan, const RunOptions& options,
                                                                const Outlook& outlook,
                                                                const sink::OpenSink& open_sink) {
  const auto wanted = wanted_datasets(plan, options.only);
  if (!wanted) return FinishFailure{ExitCode::ProgramWrong, fmt::format("there is no dataset `{}`", *options.only)};
  const Works works(plan, select(plan, *wanted), options, outlook.folder, [&](DatasetWork& work, plan::Shape shape) {
    return open_finished(work.source, outlook.store, std::move(shape));
  });
  const auto wrong = [](const Failure& failure) { return FinishFailure{ExitCode::ProgramWrong, failure.message}; };
  if (const auto readable = works.check_sources(); !readable) return wrong(readable.failure());
  std::vector<FinishedPart> parts;
  for (std::uint32_t i = 0; i < works.size(); ++i) {
    auto* work = works[i];
    if (!work) continue;
    if (const auto loaded = works.load_tables(*work, nullptr); !loaded) return wrong(loaded.failure());
    if (!work->writes || plan.datasets[i].outputs.empty()) continue;
    auto part = write_part(*work, outlook, open_sink);
    if (!part) return part.take_failure();
    parts.push_back(std::move(*part));
  }
  return parts;
}

}  // namespace sdg::exec
