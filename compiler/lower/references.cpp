#include "compiler/lower/references.h"

namespace sdg::lower {

using plan::Dataset;
using plan::NodeId;

namespace {

void visit_measure(plan::MeasureSpec& measure, const Visit& visit) {
  for (plan::AggregateUse& use : measure.aggregates) {
    if (use.value) visit(*use.value);
  }
  visit(measure.result);
  for (NodeId& by : measure.by) visit(by);
}

}  // namespace

void visit_roots(Dataset& dataset, const Visit& visit) {
  for (plan::Column& column : dataset.columns) visit(column.node);
  for (NodeId& key : dataset.key) visit(key);
  for (plan::EachSpec& each : dataset.each) {
    visit(each.list);
    for (NodeId& key : each.key) visit(key);
  }
  for (NodeId& keep : dataset.keep) visit(keep);
  for (NodeId& by : dataset.rows_by) visit(by);
  for (plan::DistinctSpec& distinct : dataset.distinct) {
    for (NodeId& value : distinct.values) visit(value);
  }
  for (plan::MeasureSpec& measure : dataset.measures) visit_measure(measure, visit);
  if (dataset.split) visit(dataset.split->part);
  for (plan::OutputSpec& output : dataset.outputs) {
    for (plan::OutputColumn& column : output.columns) visit(column.node);
  }
}

}  // namespace sdg::lower
